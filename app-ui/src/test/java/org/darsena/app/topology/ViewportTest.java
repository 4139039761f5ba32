package org.darsena.app.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is seen of a drawing.
class ViewportTest {

    @ParameterizedTest
    @CsvSource({"0,0,400,300", "-500,-80,3000,200", "120,900,10,4000", "5,5,1,1"})
    void fitShowsAllInTheMiddle(double x, double y, double w, double h) {
        var bounds = new Box(x, y, w, h);
        Viewport view = Viewport.fit(bounds, 800, 600, 16);
        Point from = view.toScreen(new Point(bounds.x(), bounds.y()));
        Point to = view.toScreen(new Point(bounds.right(), bounds.bottom()));
        assertTrue(view.scale() <= 1, "never larger than 100 %");
        assertEquals(800 - to.x(), from.x(), 1e-6);
        assertEquals(600 - to.y(), from.y(), 1e-6);
        if (view.scale() > Viewport.LEAST) {
            assertTrue(from.x() >= 16 - 1e-6 && from.y() >= 16 - 1e-6, from.toString());
        }
    }

    @Test
    void whatIsUnderThePointerStaysThere() {
        var view = new Viewport(0.8, 33, -12);
        Point before = view.toDrawing(250, 140);
        Viewport after = view.scaled(2.1, 250, 140);
        assertEquals(2.1, after.scale());
        assertEquals(before.x(), after.toDrawing(250, 140).x(), 1e-9);
        assertEquals(before.y(), after.toDrawing(250, 140).y(), 1e-9);
    }

    @Test
    void scalesHaveLimits() {
        var view = new Viewport(1, 0, 0);
        assertEquals(Viewport.MOST, view.scaled(99, 0, 0).scale());
        assertEquals(Viewport.LEAST, view.scaled(0.001, 0, 0).scale());
        assertEquals(Viewport.MOST, new Viewport(Viewport.MOST, 0, 0).step(true));
    }

    @Test
    void stepsGoThroughOneHundredPerCent() {
        assertEquals(1, new Viewport(0.83, 0, 0).step(true));
        assertEquals(1, new Viewport(1.2, 0, 0).step(false));
        assertEquals(1.25, new Viewport(1, 0, 0).step(true));
        assertEquals(0.8, new Viewport(1, 0, 0).step(false));
    }

    @Test
    void revealingMovesNoMoreThanNeeded() {
        var view = new Viewport(1, 0, 0);
        assertEquals(view, view.revealing(new Box(100, 100, 54, 54), 400, 300, 16));
        Viewport right = view.revealing(new Box(390, 100, 54, 54), 400, 300, 16);
        assertEquals(400 - 16, right.toScreen(new Point(444, 100)).x(), 1e-9);
        assertEquals(0, right.y());
        Viewport above = view.revealing(new Box(100, -70, 54, 54), 400, 300, 16);
        assertEquals(16, above.toScreen(new Point(100, -70)).y(), 1e-9);
    }
}
