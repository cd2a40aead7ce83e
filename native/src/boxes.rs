//! Where characters stand on a page, in points, y upwards.

/// The left, the bottom, the right and the top edge.
pub type Edges = (f64, f64, f64, f64);

/// A box on a page of this size after so many quarter turns of the page clockwise (`characters.turned`).
pub fn turned(edges: Edges, (width, height): (f64, f64), turns: u8) -> Edges {
    let (left, bottom, right, top) = edges;
    match turns {
        1 => (bottom, width - right, top, width - left),
        2 => (width - right, height - top, width - left, height - bottom),
        3 => (height - top, left, height - bottom, right),
        _ => edges,
    }
}

/// The least box around both.
pub fn around(one: Edges, other: Edges) -> Edges {
    (one.0.min(other.0), one.1.min(other.1), one.2.max(other.2), one.3.max(other.3))
}

/// How a line runs from its first character to its last: to the right, downwards, upwards (`runs._turns`).
pub fn turns(first: Edges, last: Edges) -> u8 {
    let across = (last.0 + last.2 - first.0 - first.2).abs();
    let down = first.1 + first.3 - last.1 - last.3;
    match down {
        _ if across >= down.abs() => 0,
        _ if down > 0.0 => 3,
        _ => 1,
    }
}

pub fn height(edges: Edges) -> f64 {
    edges.3 - edges.1
}
