package org.darsena.model.json;

import org.darsena.model.InvalidDocumentException;
import org.darsena.model.container.Resources;
import org.darsena.model.validate.ContainerRules;

/// A change of limits as a document: the keys of `resources`; one left out stays, one that is null is lifted.
///
/// @param json its text, whose form has been checked
public record ResourcesPatch(String json) {

    /// The patch, or everything that is wrong with it whatever it is applied to.
    public static ResourcesPatch of(String json) throws InvalidDocumentException {
        Entry.plain(json, f -> ResourcesForm.read(f, Resources.UNLIMITED), ContainerRules::checkAlone)
                .orThrow();
        return new ResourcesPatch(json);
    }

    /// The limits that result of a patch whose form has not been checked yet, and all that is wrong with them.
    public static Reading<Resources> check(String json, Resources base) {
        return Entry.plain(json, f -> ResourcesForm.read(f, base), ContainerRules::check);
    }

    /// The limits that result, or what is wrong with them.
    public Resources apply(Resources base) throws InvalidDocumentException {
        return check(json, base).orThrow();
    }
}
