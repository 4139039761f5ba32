package org.darsena.model.validate;

import static org.darsena.model.Docs.LAB;
import static org.darsena.model.Docs.SPEC;

import java.util.List;
import org.darsena.model.Docs;
import org.darsena.model.Problem;
import org.darsena.model.json.BundleReader;
import org.darsena.model.json.LabReader;
import org.darsena.model.json.SpecReader;

/// A document that breaks one rule at one place, and one as near to it as can be that does not.
///
record RuleCase(String rule, String place, Kind kind, String bad, String good) {

    /// What document they are.
    enum Kind {
        SPEC,
        LAB,
        BUNDLE
    }

    static RuleCase spec(String rule, String place, List<String> bad, List<String> good) {
        return new RuleCase(rule, place, Kind.SPEC, Docs.with(SPEC, array(bad)), Docs.with(SPEC, array(good)));
    }

    static RuleCase lab(String rule, String place, List<String> bad, List<String> good) {
        return new RuleCase(rule, place, Kind.LAB, Docs.with(LAB, array(bad)), Docs.with(LAB, array(good)));
    }

    static RuleCase bundle(String rule, String place, List<String> bad, List<String> good) {
        return new RuleCase(
                rule, place, Kind.BUNDLE, Docs.with(Docs.BUNDLE, array(bad)), Docs.with(Docs.BUNDLE, array(good)));
    }

    static RuleCase raw(String rule, String place, String bad, String good) {
        return new RuleCase(rule, place, Kind.SPEC, bad, good);
    }

    private static String[] array(List<String> list) {
        return list.toArray(String[]::new);
    }

    List<Problem> problems(String document) {
        return switch (kind) {
            case SPEC -> SpecReader.check(document).problems();
            case LAB -> LabReader.check(document).problems();
            case BUNDLE -> BundleReader.check(document, "b").problems();
        };
    }

    @Override
    public String toString() {
        return rule + " " + place;
    }
}
