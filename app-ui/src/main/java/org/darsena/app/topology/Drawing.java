package org.darsena.app.topology;

import java.util.List;
import java.util.Optional;
import javafx.scene.paint.Color;
import org.darsena.app.theme.Icon;
import org.darsena.app.theme.Palette;

/// What is drawn of a lab that its document alone decides. Holds no control and knows no toolkit but colours.
///
/// @param cables in the document's order, so that a cable's place in the list is its number
public record Drawing(List<Zone> zones, List<Cable> cables, List<Card> cards) {

    public Drawing {
        zones = List.copyOf(zones);
        cables = List.copyOf(cables);
        cards = List.copyOf(cards);
    }

    /// The colours a zone may have.
    public enum Hue {
        INTERNET,
        DMZ,
        LAN;

        public Color of(Palette palette) {
            return switch (this) {
                case INTERNET -> palette.internet();
                case DMZ -> palette.dmz();
                case LAN -> palette.lan();
            };
        }
    }

    /// A coloured region around its members.
    ///
    /// @param members names of cards
    public record Zone(String name, String title, Hue hue, List<String> members) {
        public Zone {
            members = List.copyOf(members);
        }
    }

    /// A node or a network.
    ///
    /// @param at its centre
    /// @param note what stands below the name: an address, a role; empty: nothing
    /// @param network whether it is a segment, not a machine
    public record Card(String name, Icon icon, Point at, String note, boolean network) {
        Box body() {
            return Box.around(at, Placement.CARD, Placement.CARD);
        }
    }

    /// A cable between two cards, by their names.
    public record Cable(String from, String to) {}

    public Optional<Card> card(String name) {
        return cards.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /// The zone a card is in, the first that names it.
    Optional<Zone> zoneOf(String card) {
        return zones.stream().filter(z -> z.members().contains(card)).findFirst();
    }
}
