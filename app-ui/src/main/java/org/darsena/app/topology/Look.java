package org.darsena.app.topology;

import org.darsena.app.theme.Palette;
import org.jspecify.annotations.Nullable;

/// How a drawing is shown, apart from what it shows.
///
/// @param selected null: nothing
/// @param hovered what the pointer is over; null: nothing
/// @param focused whether keys go to the drawing: what is selected then bears the focus ring
/// @param words false in small pictures: no names, no rates, no grid
public record Look(
        Palette palette, @Nullable Hit selected, @Nullable Hit hovered, boolean focused, boolean words) {

    /// Of a picture nobody touches.
    public static Look still(Palette palette, boolean words) {
        return new Look(palette, null, null, false, words);
    }

    boolean selected(String card) {
        return selected instanceof Hit.OnCard(String name) && name.equals(card);
    }

    boolean selected(int cable) {
        return selected instanceof Hit.OnCable(int number) && number == cable;
    }

    boolean hovered(String card) {
        return hovered instanceof Hit.OnCard(String name) && name.equals(card);
    }

    boolean hovered(int cable) {
        return hovered instanceof Hit.OnCable(int number) && number == cable;
    }
}
