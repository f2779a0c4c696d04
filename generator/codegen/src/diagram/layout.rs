//! Where the boxes of a diagram are, and the lines between them.
//!
//! A layered layout from left to right, after Sugiyama: [`layers`] gives each box a column, [`order`] sorts columns so that few lines
//! cross, and [`place`] moves boxes up and down so that lines are short. A line that passes a column has a place in it, between
//! the boxes. All work is bounded by the numbers of boxes, links and places.

mod layers;
mod order;
mod place;

use std::collections::{BTreeMap, BTreeSet};

use super::TooLarge;

/// More boxes make no readable picture.
const MOST_BOXES: usize = 400;
const MOST_LINKS: usize = 2_000;
/// Places of lines in columns.
const MOST_PLACES: usize = 20_000;

/// Between the boxes of a column.
const BOX_GAP: f64 = 22.0;
/// Between two lines.
const LINE_GAP: f64 = 9.0;
/// Between two columns at least; more lines need more.
const COLUMN_GAP: f64 = 56.0;
const WIDEST_COLUMN_GAP: f64 = 150.0;
/// Between parts that no line connects.
const PART_GAP: f64 = 36.0;
/// How far a line from a box to itself goes beside it.
pub(super) const LOOP_WIDTH: f64 = 26.0;
/// The width up to which parts are side by side.
const ROW_WIDTH: f64 = 1_400.0;

/// What is known of a box: its size, and where lines end at it, from its top.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) port: f64,
}

/// A line from a place at a box, in distance from its top, to another box.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) from: usize,
    pub(super) from_port: f64,
    pub(super) to: usize,
    /// Lines of one group to one box share their places in columns.
    pub(super) group: usize,
    /// Whether `to` should be left of `from`.
    pub(super) is_backward: bool,
}

/// A box in the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Frame {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// The picture.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) frames: Vec<Frame>,
    /// The points of each line, from `from` to `to`. Pairs of points in a column are connected straight, those between columns by
    /// a curve that is horizontal at both ends.
    pub(super) lines: Vec<Vec<(f64, f64)>>,
}

/// What is in a column: a box, or the place of a line that passes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Box(usize),
    Place,
}

/// A piece of a line between neighbouring columns: items by index, with the distance of its end from the top of each.
#[derive(Clone, Copy, Debug)]
struct Piece {
    left: usize,
    left_port: f64,
    right: usize,
    right_port: f64,
}

/// Columns of items that lines connect.
#[derive(Clone, Debug, Default)]
struct Columns {
    /// The boxes first, in the order of the part.
    items: Vec<Item>,
    heights: Vec<f64>,
    /// The items of each column from top to bottom.
    columns: Vec<Vec<usize>>,
    /// The pieces from each column to the next.
    pieces: Vec<Vec<Piece>>,
}

/// Places boxes and lines.
pub(super) fn layout(sizes: &[Size], lines: &[Line]) -> Result<Layout, TooLarge> {
    let most = |what, count: usize, limit| match count > limit {
        true => Err(TooLarge { what, limit }),
        false => Ok(()),
    };
    most("types", sizes.len(), MOST_BOXES)?;
    most("relations", lines.len(), MOST_LINKS)?;
    let mut made = Layout {
        frames: vec![Frame::default(); sizes.len()],
        lines: vec![Vec::new(); lines.len()],
        ..Layout::default()
    };
    let (mut x, mut y, mut row_height) = (0.0, 0.0, 0.0_f64);
    for part in parts(sizes.len(), lines) {
        let (width, height) = part.place(sizes, lines, &mut made)?;
        if x > 0.0 && x + width > ROW_WIDTH {
            (x, y, row_height) = (0.0, y + row_height + PART_GAP, 0.0);
        }
        part.shift((x, y), &mut made);
        row_height = row_height.max(height);
        made.width = made.width.max(x + width);
        made.height = made.height.max(y + height);
        x += width + PART_GAP;
    }
    Ok(made)
}

/// Boxes that lines connect, and these lines.
#[derive(Clone, Debug, Default)]
struct Part {
    boxes: Vec<usize>,
    lines: Vec<usize>,
}

/// The parts, those with more boxes first, else in the order of their first boxes.
fn parts(boxes: usize, lines: &[Line]) -> Vec<Part> {
    let mut neighbours = vec![Vec::new(); boxes];
    for line in lines {
        neighbours[line.from].push(line.to);
        neighbours[line.to].push(line.from);
    }
    let mut part_of: Vec<Option<usize>> = vec![None; boxes];
    let mut parts: Vec<Part> = Vec::new();
    for first in 0..boxes {
        if part_of[first].is_some() {
            continue;
        }
        let number = parts.len();
        part_of[first] = Some(number);
        let mut part = Part::default();
        let mut open = vec![first];
        while let Some(next) = open.pop() {
            part.boxes.push(next);
            for &other in &neighbours[next] {
                if part_of[other].replace(number).is_none() {
                    open.push(other);
                }
            }
        }
        part.boxes.sort_unstable();
        parts.push(part);
    }
    for (index, line) in lines.iter().enumerate() {
        if let Some(part) = part_of[line.from] {
            parts[part].lines.push(index);
        }
    }
    parts.sort_by_key(|part| std::cmp::Reverse(part.boxes.len()));
    parts
}

/// A line as seen from left to right.
struct Route {
    line: usize,
    /// Its items, one in each column that it touches.
    items: Vec<usize>,
    left_port: f64,
    right_port: f64,
    is_from_left: bool,
}

impl Part {
    /// Places the part at the origin, and returns its width and height.
    fn place(
        &self,
        sizes: &[Size],
        lines: &[Line],
        made: &mut Layout,
    ) -> Result<(f64, f64), TooLarge> {
        let (mut columns, routes) = self.columns(sizes, lines)?;
        order::sort(&mut columns);
        let tops = place::tops(&columns);
        let mut x = 0.0;
        let mut spans = Vec::new();
        let mut column_of = vec![0; columns.items.len()];
        for (column, items) in columns.columns.iter().enumerate() {
            let boxes = items
                .iter()
                .filter_map(|item| columns.items[*item].of_box());
            let width = boxes.map(|index| sizes[index].width).fold(0.0, f64::max);
            for &item in items {
                column_of[item] = column;
                if let Item::Box(index) = columns.items[item] {
                    made.frames[index] = Frame {
                        x,
                        y: tops[item],
                        width,
                        height: sizes[index].height,
                    };
                }
            }
            spans.push((x, x + width));
            let count = columns.pieces.get(column).map_or(0, Vec::len);
            x += width + (COLUMN_GAP + 1.5 * count as f64).min(WIDEST_COLUMN_GAP);
        }
        let right = spans.last().map_or(0.0, |span| span.1);
        for route in routes {
            let mut points = Vec::new();
            let last = route.items.len() - 1;
            for (step, &item) in route.items.iter().enumerate() {
                let (left, right) = spans[column_of[item]];
                match step {
                    0 => points.push((right, tops[item] + route.left_port)),
                    step if step == last => points.push((left, tops[item] + route.right_port)),
                    _ => points.extend([(left, tops[item]), (right, tops[item])]),
                }
            }
            if !route.is_from_left {
                points.reverse();
            }
            made.lines[route.line] = points;
        }
        let loops = self.loops(sizes, lines, made);
        let bottoms = self.boxes.iter().map(|&index| made.frames[index]);
        let height = bottoms
            .map(|frame| frame.y + frame.height)
            .fold(0.0, f64::max);
        let places = tops.iter().copied().fold(0.0, f64::max);
        Ok((
            right + if loops { LOOP_WIDTH } else { 0.0 },
            height.max(places),
        ))
    }

    /// Draws lines from a box to itself at its right side. Returns whether there are some.
    fn loops(&self, sizes: &[Size], lines: &[Line], made: &mut Layout) -> bool {
        let mut any = false;
        for &index in &self.lines {
            let line = lines[index];
            if line.from == line.to {
                let frame = made.frames[line.from];
                let port = sizes[line.to].port;
                let start = match line.from_port == port {
                    true => port + LOOP_WIDTH / 2.0,
                    false => line.from_port,
                };
                let right = frame.x + frame.width;
                made.lines[index] = vec![(right, frame.y + start), (right, frame.y + port)];
                any = true;
            }
        }
        any
    }

    fn shift(&self, (x, y): (f64, f64), made: &mut Layout) {
        for &index in &self.boxes {
            made.frames[index].x += x;
            made.frames[index].y += y;
        }
        for &index in &self.lines {
            let points = made.lines[index].iter_mut();
            points.for_each(|point| *point = (point.0 + x, point.1 + y));
        }
    }

    /// Assigns columns, and makes the places of lines in them.
    fn columns(&self, sizes: &[Size], lines: &[Line]) -> Result<(Columns, Vec<Route>), TooLarge> {
        let local: BTreeMap<usize, usize> = self.boxes.iter().copied().zip(0..).collect();
        let drawn = self
            .lines
            .iter()
            .filter(|&&line| lines[line].from != lines[line].to);
        let drawn: Vec<usize> = drawn.copied().collect();
        let mut edges: Vec<(usize, usize)> = Vec::new();
        for &line in &drawn {
            let Line {
                from,
                to,
                is_backward,
                ..
            } = lines[line];
            edges.push(match is_backward {
                true => (local[&to], local[&from]),
                false => (local[&from], local[&to]),
            });
        }
        let column_of = layers::columns(self.boxes.len(), &mut edges);
        let mut columns = Columns::default();
        let count = column_of.iter().max().map_or(0, |last| last + 1);
        columns.columns = vec![Vec::new(); count];
        columns.pieces = vec![Vec::new(); count];
        for (index, &column) in self.boxes.iter().zip(&column_of) {
            columns.add(column, Item::Box(*index), sizes[*index].height);
        }
        let mut places: BTreeMap<(usize, usize, bool, usize), usize> = BTreeMap::new();
        let mut known = BTreeSet::new();
        let mut routes = Vec::new();
        for (&line, &(left, right)) in drawn.iter().zip(&edges) {
            let Line {
                from,
                from_port,
                to,
                group,
                ..
            } = lines[line];
            let is_from_left = local[&from] == left;
            let to_port = sizes[to].port;
            let (left_port, right_port) = match is_from_left {
                true => (from_port, to_port),
                false => (to_port, from_port),
            };
            let mut items = vec![left];
            for column in column_of[left] + 1..column_of[right] {
                let place = places.entry((group, to, is_from_left, column));
                let place = place.or_insert_with(|| columns.add(column, Item::Place, 0.0));
                items.push(*place);
            }
            items.push(right);
            if places.len() > MOST_PLACES {
                return Err(TooLarge {
                    what: "places of lines",
                    limit: MOST_PLACES,
                });
            }
            let last = items.len() - 2;
            for (step, pair) in items.windows(2).enumerate() {
                let piece = Piece {
                    left: pair[0],
                    left_port: if step == 0 { left_port } else { 0.0 },
                    right: pair[1],
                    right_port: if step == last { right_port } else { 0.0 },
                };
                let ports = (piece.left_port.to_bits(), piece.right_port.to_bits());
                if known.insert((piece.left, piece.right, ports)) {
                    columns.pieces[column_of[left] + step].push(piece);
                }
            }
            routes.push(Route {
                line,
                items,
                left_port,
                right_port,
                is_from_left,
            });
        }
        Ok((columns, routes))
    }
}

impl Item {
    fn of_box(self) -> Option<usize> {
        match self {
            Self::Box(index) => Some(index),
            Self::Place => None,
        }
    }
}

impl Columns {
    fn add(&mut self, column: usize, item: Item, height: f64) -> usize {
        self.items.push(item);
        self.heights.push(height);
        self.columns[column].push(self.items.len() - 1);
        self.items.len() - 1
    }
}
