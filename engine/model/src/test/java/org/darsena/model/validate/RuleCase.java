package org.darsena.model.validate;

import static org.darsena.model.Docs.LAB;
import static org.darsena.model.Docs.SPEC;

import java.util.List;
import org.darsena.model.Docs;
import org.darsena.model.Problem;
import org.darsena.model.json.LabReader;
import org.darsena.model.json.SpecReader;

/// A document that breaks one rule at one place, and one as near to it as can be that does not.
///
/// @param lab whether they are lab documents
record RuleCase(String rule, String place, boolean lab, String bad, String good) {

    static RuleCase spec(String rule, String place, List<String> bad, List<String> good) {
        return new RuleCase(rule, place, false, Docs.with(SPEC, array(bad)), Docs.with(SPEC, array(good)));
    }

    static RuleCase lab(String rule, String place, List<String> bad, List<String> good) {
        return new RuleCase(rule, place, true, Docs.with(LAB, array(bad)), Docs.with(LAB, array(good)));
    }

    static RuleCase raw(String rule, String place, String bad, String good) {
        return new RuleCase(rule, place, false, bad, good);
    }

    private static String[] array(List<String> list) {
        return list.toArray(String[]::new);
    }

    List<Problem> problems(String document) {
        return lab
                ? LabReader.check(document).problems()
                : SpecReader.check(document).problems();
    }

    @Override
    public String toString() {
        return rule + " " + place;
    }
}
