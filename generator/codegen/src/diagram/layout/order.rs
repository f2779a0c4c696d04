//! The order of the items of each column: each is near the mean of its neighbours, so that few lines cross.

use super::{Columns, Piece};

const SWEEPS: usize = 12;

/// Sorts the columns in turns from left to right and back, and keeps the order with the fewest crossings.
pub(super) fn sort(columns: &mut Columns) {
    let count = columns.columns.len();
    let mut positions = positions(columns);
    let mut best = (crossings(columns, &positions), columns.columns.clone());
    for sweep in 0..SWEEPS {
        for step in 1..count {
            match sweep % 2 {
                0 => by_neighbours(columns, &mut positions, step, true),
                _ => by_neighbours(columns, &mut positions, count - 1 - step, false),
            }
        }
        let found = crossings(columns, &positions);
        if found < best.0 {
            best = (found, columns.columns.clone());
        }
    }
    columns.columns = best.1;
}

/// Sorts a column by the means of its neighbours in the column to the left or to the right.
fn by_neighbours(columns: &mut Columns, positions: &mut [f64], column: usize, is_left: bool) {
    let own = columns.columns[column].len();
    let (gap, others) = match is_left {
        true => (column - 1, columns.columns[column - 1].len()),
        false => (column, columns.columns[column + 1].len()),
    };
    let mut sums = vec![(0.0, 0.0); own];
    for piece in &columns.pieces[gap] {
        let (item, other) = match is_left {
            true => (piece.right, left_end(columns, positions, piece)),
            false => (piece.left, right_end(columns, positions, piece)),
        };
        // Positions are whole numbers below the length of the column.
        let sum = &mut sums[positions[item] as usize];
        *sum = (sum.0 + other, sum.1 + 1.0);
    }
    let keys = sums
        .into_iter()
        .enumerate()
        .map(|(place, (sum, count))| match count > 0.0 {
            true => sum / count,
            // What has no neighbours stays where it is, in proportion.
            false => (place * others) as f64 / own as f64,
        });
    let mut items: Vec<(f64, usize)> = keys.zip(columns.columns[column].iter().copied()).collect();
    items.sort_by(|a, b| a.0.total_cmp(&b.0));
    columns.columns[column] = items.into_iter().map(|(_, item)| item).collect();
    for (position, &item) in columns.columns[column].iter().enumerate() {
        positions[item] = position as f64;
    }
}

/// The place of each item in its column.
fn positions(columns: &Columns) -> Vec<f64> {
    let mut positions = vec![0.0; columns.items.len()];
    for column in &columns.columns {
        for (position, &item) in column.iter().enumerate() {
            positions[item] = position as f64;
        }
    }
    positions
}

fn left_end(columns: &Columns, positions: &[f64], piece: &Piece) -> f64 {
    positions[piece.left] + piece.left_port / (columns.heights[piece.left] + 1.0)
}

fn right_end(columns: &Columns, positions: &[f64], piece: &Piece) -> f64 {
    positions[piece.right] + piece.right_port / (columns.heights[piece.right] + 1.0)
}

/// How many pairs of pieces cross.
fn crossings(columns: &Columns, positions: &[f64]) -> usize {
    let of_gap = |pieces: &Vec<Piece>| {
        let mut ends: Vec<(f64, f64)> = pieces
            .iter()
            .map(|piece| {
                let left = left_end(columns, positions, piece);
                (left, right_end(columns, positions, piece))
            })
            .collect();
        ends.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut right: Vec<f64> = ends.into_iter().map(|end| end.1).collect();
        inversions(&mut right)
    };
    columns.pieces.iter().map(of_gap).sum()
}

/// The number of pairs in the wrong order, by sorting in halves.
fn inversions(values: &mut [f64]) -> usize {
    if values.len() < 2 {
        return 0;
    }
    let (left, right) = values.split_at_mut(values.len() / 2);
    let mut count = inversions(left) + inversions(right);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut l, mut r) = (0, 0);
    while l < left.len() && r < right.len() {
        if right[r] < left[l] {
            count += left.len() - l;
            merged.push(right[r]);
            r += 1;
        } else {
            merged.push(left[l]);
            l += 1;
        }
    }
    merged.extend_from_slice(&left[l..]);
    merged.extend_from_slice(&right[r..]);
    values.copy_from_slice(&merged);
    count
}

#[cfg(test)]
mod tests {
    use super::inversions;

    #[test]
    fn pairs_in_the_wrong_order_are_counted() {
        assert_eq!(inversions(&mut [1.0, 2.0, 3.0, 3.0]), 0);
        assert_eq!(inversions(&mut [3.0, 1.0, 2.0]), 2);
        assert_eq!(inversions(&mut [4.0, 3.0, 2.0, 1.0]), 6);
    }
}
