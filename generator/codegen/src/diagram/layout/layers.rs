//! The column of each box: right of everything with a line to it.

/// The columns of boxes, with edges from left to right. Edges that close a cycle are turned around.
pub(super) fn columns(boxes: usize, edges: &mut [(usize, usize)]) -> Vec<usize> {
    turn_cycles(boxes, edges);
    let mut next = vec![Vec::new(); boxes];
    let mut waiting = vec![0_usize; boxes];
    for &(left, right) in edges.iter() {
        next[left].push(right);
        waiting[right] += 1;
    }
    let has_none: Vec<usize> = (0..boxes).filter(|index| waiting[*index] == 0).collect();
    let mut column = vec![0; boxes];
    let mut open = has_none.clone();
    while let Some(left) = open.pop() {
        for &right in &next[left] {
            column[right] = column[right].max(column[left] + 1);
            waiting[right] -= 1;
            if waiting[right] == 0 {
                open.push(right);
            }
        }
    }
    // A box without incoming edges goes directly before the first box that it leads to, so that its lines are short.
    for left in has_none {
        if let Some(first) = next[left].iter().map(|right| column[*right]).min() {
            column[left] = first - 1;
        }
    }
    column
}

/// Turns the edges around that lead back to a box on the way to them.
fn turn_cycles(boxes: usize, edges: &mut [(usize, usize)]) {
    let mut next = vec![Vec::new(); boxes];
    let mut has_incoming = vec![false; boxes];
    for (edge, &(left, right)) in edges.iter().enumerate() {
        next[left].push(edge);
        has_incoming[right] = true;
    }
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        OnTheWay,
        Done,
    }
    let mut states = vec![State::New; boxes];
    // Boxes without incoming edges come first, so that a cycle is entered where the other boxes lead into it.
    let starts = (0..boxes)
        .filter(|index| !has_incoming[*index])
        .chain(0..boxes);
    let mut turned = Vec::new();
    for start in starts {
        if states[start] != State::New {
            continue;
        }
        // Not recursive: a path can be as long as there are boxes.
        let mut way = vec![(start, 0)];
        states[start] = State::OnTheWay;
        while let Some((index, at)) = way.last_mut() {
            let Some(&edge) = next[*index].get(*at) else {
                states[*index] = State::Done;
                way.pop();
                continue;
            };
            *at += 1;
            let right = edges[edge].1;
            match states[right] {
                State::New => {
                    states[right] = State::OnTheWay;
                    way.push((right, 0));
                }
                State::OnTheWay => turned.push(edge),
                State::Done => {}
            }
        }
    }
    for edge in turned {
        let (left, right) = edges[edge];
        edges[edge] = (right, left);
    }
}
