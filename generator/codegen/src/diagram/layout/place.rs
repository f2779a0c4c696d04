//! How far down each item is: near its neighbours, in the order of its column, and with room between items.

use super::{BOX_GAP, Columns, Item, LINE_GAP};

const SWEEPS: usize = 8;

/// The tops of all items; the least is 0.
pub(super) fn tops(columns: &Columns) -> Vec<f64> {
    let mut tops = vec![0.0; columns.items.len()];
    let mut places = vec![0; columns.items.len()];
    for column in &columns.columns {
        let mut y = 0.0;
        for (place, &item) in column.iter().enumerate() {
            (tops[item], places[item]) = (y, place);
            y += room(columns, item, column.get(place + 1).copied());
        }
    }
    let count = columns.columns.len();
    let mut settle = |column, sides| settle(columns, column, sides, &places, &mut tops);
    for _ in 0..SWEEPS {
        (0..count).for_each(|column| settle(column, (true, false)));
        (0..count)
            .rev()
            .for_each(|column| settle(column, (false, true)));
    }
    (0..count).for_each(|column| settle(column, (true, true)));
    let least = tops.iter().copied().fold(f64::INFINITY, f64::min);
    tops.iter_mut().for_each(|top| *top -= least);
    tops
}

/// From the top of an item to that of the next one, at least.
fn room(columns: &Columns, item: usize, next: Option<usize>) -> f64 {
    let Some(next) = next else {
        return 0.0;
    };
    let gap = match (columns.items[item], columns.items[next]) {
        (Item::Box(_), Item::Box(_)) => BOX_GAP,
        (Item::Place, Item::Place) => LINE_GAP,
        _ => (BOX_GAP + LINE_GAP) / 2.0,
    };
    columns.heights[item] + gap
}

/// Moves the items of a column to the means of their neighbours in the columns to the left and to the right.
fn settle(
    columns: &Columns,
    column: usize,
    (left, right): (bool, bool),
    places: &[usize],
    tops: &mut [f64],
) {
    let items = &columns.columns[column];
    let mut wanted = vec![(0.0, 0.0); items.len()];
    let mut want = |item: usize, top: f64| {
        let sum = &mut wanted[places[item]];
        *sum = (sum.0 + top, sum.1 + 1.0);
    };
    if left && column > 0 {
        for piece in &columns.pieces[column - 1] {
            let line = tops[piece.left] + piece.left_port;
            want(piece.right, line - piece.right_port);
        }
    }
    if right {
        for piece in &columns.pieces[column] {
            let line = tops[piece.right] + piece.right_port;
            want(piece.left, line - piece.left_port);
        }
    }
    let mut blocks: Vec<Block> = Vec::new();
    let mut offset = 0.0;
    for (place, &item) in items.iter().enumerate() {
        let (top, weight) = match wanted[place] {
            (sum, weight) if weight > 0.0 => (sum / weight, weight),
            _ => (tops[item], 0.1),
        };
        let mut block = Block {
            mean: top - offset,
            weight,
            items: 1,
        };
        // Items whose wanted places are too close form a block, which is placed at their mean.
        while let Some(before) = blocks.pop_if(|before| before.mean >= block.mean) {
            block = before.with(block);
        }
        blocks.push(block);
        offset += room(columns, item, items.get(place + 1).copied());
    }
    let means = blocks
        .iter()
        .flat_map(|block| std::iter::repeat_n(block.mean, block.items));
    let mut offset = 0.0;
    for ((place, &item), mean) in items.iter().enumerate().zip(means) {
        tops[item] = mean + offset;
        offset += room(columns, item, items.get(place + 1).copied());
    }
}

/// Neighbouring items without more room than they need.
#[derive(Clone, Copy, Debug)]
struct Block {
    mean: f64,
    weight: f64,
    items: usize,
}

impl Block {
    fn with(self, next: Self) -> Self {
        let weight = self.weight + next.weight;
        Self {
            mean: (self.mean * self.weight + next.mean * next.weight) / weight,
            weight,
            items: self.items + next.items,
        }
    }
}
