//! A layout from nothing: layers by distance from the names, few crossings, and heights near to what refers there.

use std::collections::VecDeque;

use crate::layout::{GAP_X, GAP_Y, Graph, METRICS, port_y};
use crate::order::sort_by;

/// Sweeps over all columns; the best picture seen is kept.
const SWEEPS: usize = 8;
/// With more links than this crossings are not counted.
const MOST_LINKS: usize = 1500;

/// The places of all items: no two that are drawn at the same time overlap.
pub fn arrange(graph: &Graph) -> Vec<(f32, f32)> {
    let layers = layers(graph);
    let mut columns = Columns::new(graph, &layers);
    columns.order(graph, &layers);
    columns.places(graph, &layers)
}

/// The distance of every item from the names, along references that last.
fn layers(graph: &Graph) -> Vec<usize> {
    let count = graph.items.len();
    let mut targets = vec![Vec::new(); count];
    let mut heaviest = vec![0; count];
    for &((from, to), link) in &graph.links {
        if from != to {
            targets[from].push((to, link.weight));
            heaviest[to] = heaviest[to].max(link.weight);
        }
    }
    let lasts = |to: usize, weight: i64| weight * 3 >= heaviest[to];
    let mut layer = vec![usize::MAX; count];
    let spread = |layer: &mut Vec<usize>, mut queue: VecDeque<usize>, all: bool| {
        while let Some(from) = queue.pop_front() {
            for &(to, weight) in &targets[from] {
                if layer[to] == usize::MAX && (all || lasts(to, weight)) {
                    layer[to] = layer[from] + 1;
                    queue.push_back(to);
                }
            }
        }
    };
    let mut roots: Vec<usize> = (0..count)
        .filter(|&item| graph.items[item].is_namespace)
        .collect();
    for &root in &roots {
        layer[root] = 0;
    }
    for &root in &roots {
        spread(&mut layer, VecDeque::from([root]), false);
    }
    roots = (0..count)
        .filter(|&item| layer[item] != usize::MAX)
        .collect();
    sort_by(&mut roots, |&a, &b| layer[a].cmp(&layer[b]));
    spread(&mut layer, roots.into(), true);
    for item in 0..count {
        if layer[item] == usize::MAX {
            layer[item] = 1;
            spread(&mut layer, VecDeque::from([item]), true);
        }
    }
    layer
}

/// A stretch of a column that boxes use one after the other.
#[derive(Clone, Debug)]
struct Lane {
    items: Vec<usize>,
    /// When the last of `items` has gone.
    end: u32,
    height: f32,
    y: f32,
    wish: f32,
}

#[derive(Clone, Debug)]
struct Columns {
    columns: Vec<Vec<Lane>>,
    /// The top edge of each item.
    heights: Vec<f32>,
}

impl Columns {
    fn new(graph: &Graph, layers: &[usize]) -> Columns {
        let count = layers.iter().max().map_or(0, |last| last + 1);
        let mut columns: Vec<Vec<Lane>> = vec![Vec::new(); count];
        let mut items: Vec<usize> = (0..graph.items.len()).collect();
        let birth = |item: usize| graph.items[item].life.birth;
        sort_by(&mut items, |&a, &b| birth(a).cmp(&birth(b)));
        for item in items {
            let life = graph.items[item].life;
            let height = graph.items[item].height;
            let lanes = &mut columns[layers[item]];
            // Of the free lanes the one that fits best, so that lanes stay as low as they can.
            let free = lanes
                .iter_mut()
                .filter(|lane| lane.end < life.birth)
                .min_by(|a, b| {
                    (a.height - height)
                        .abs()
                        .total_cmp(&(b.height - height).abs())
                });
            match free {
                Some(lane) => {
                    lane.items.push(item);
                    lane.end = life.death;
                    lane.height = lane.height.max(height);
                }
                None => lanes.push(Lane {
                    items: vec![item],
                    end: life.death,
                    height,
                    y: 0.0,
                    wish: 0.0,
                }),
            }
        }
        let mut columns = Columns {
            columns,
            heights: vec![0.0; graph.items.len()],
        };
        for column in 0..count {
            columns.settle(column, false);
        }
        columns
    }

    /// Gives the lanes of a column their heights on the page, in their order: stacked, or as near to their wishes as
    /// the order allows (isotonic regression).
    fn settle(&mut self, column: usize, by_wish: bool) {
        let lanes = &mut self.columns[column];
        // Blocks of lanes that touch: the sum of wishes relative to the block's top, and how many.
        let mut blocks: Vec<(f32, f32, usize)> = Vec::new();
        let mut offset = 0.0;
        for lane in lanes.iter() {
            let wish = if by_wish { lane.wish - offset } else { 0.0 };
            offset += lane.height + GAP_Y;
            let mut block = (wish, 1.0, 1);
            while let Some(&(sum, weight, count)) = blocks.last()
                && sum / weight >= block.0 / block.1
            {
                blocks.pop();
                block = (block.0 + sum, block.1 + weight, block.2 + count);
            }
            blocks.push(block);
        }
        let mut place = 0;
        let mut offset = 0.0;
        for (sum, weight, count) in blocks {
            let top = (sum / weight).max(0.0).round();
            for lane in &mut lanes[place..place + count] {
                lane.y = top + offset;
                offset += lane.height + GAP_Y;
                for &item in &lane.items {
                    self.heights[item] = lane.y;
                }
            }
            place += count;
        }
    }

    /// Orders every column by what it is linked to, back and forth, and keeps the order with the fewest crossings.
    fn order(&mut self, graph: &Graph, layers: &[usize]) {
        let mut incoming = vec![Vec::new(); graph.items.len()];
        let mut outgoing = vec![Vec::new(); graph.items.len()];
        // A call's frame is soon gone: its variables give no order to what something else refers to.
        let is_call =
            |item: usize| graph.items[item].is_namespace && graph.items[item].life.birth > 0;
        let mut is_kept = vec![false; graph.items.len()];
        for &((from, to), _) in &graph.links {
            is_kept[to] |= from != to && !is_call(from);
        }
        for &((from, to), link) in &graph.links {
            if layers[from] < layers[to] && !(is_call(from) && is_kept[to]) {
                incoming[to].push((from, link));
                outgoing[from].push((to, link));
            }
        }
        let is_small = graph.links.len() <= MOST_LINKS;
        let mut best: Option<(usize, Columns)> = None;
        for sweep in 0..if is_small { SWEEPS } else { 1 } {
            for column in 1..self.columns.len() {
                self.wish(column, |columns, item, wishes| {
                    for &(from, link) in &incoming[item] {
                        let port = port_y(columns.heights[from], link.row);
                        wishes.push((port - METRICS.head_height / 2.0, link.weight));
                    }
                });
            }
            if !is_small {
                return;
            }
            let crossings = self.crossings(graph, layers);
            if best.as_ref().is_none_or(|&(fewest, _)| crossings < fewest) {
                best = Some((crossings, self.clone()));
            }
            if crossings == 0 || sweep + 1 == SWEEPS {
                break;
            }
            for column in (1..self.columns.len()).rev() {
                self.wish(column, |columns, item, wishes| {
                    for &(to, link) in &outgoing[item] {
                        let above = port_y(0.0, link.row) - METRICS.head_height / 2.0;
                        wishes.push((columns.heights[to] - above, link.weight));
                    }
                });
            }
        }
        if let Some((_, columns)) = best {
            *self = columns;
        }
    }

    /// Sorts a column by the mean height that its boxes wish for, and lets it settle. Lanes without a wish stay where
    /// they are.
    fn wish(&mut self, column: usize, wishes_of: impl Fn(&Columns, usize, &mut Vec<(f32, i64)>)) {
        let mut lanes = std::mem::take(&mut self.columns[column]);
        for lane in &mut lanes {
            let mut wishes = Vec::new();
            for &item in &lane.items {
                wishes_of(self, item, &mut wishes);
            }
            let total: f32 = wishes.iter().map(|&(_, weight)| weight.max(1) as f32).sum();
            let sum: f32 = wishes
                .iter()
                .map(|&(wish, weight)| wish * weight.max(1) as f32)
                .sum();
            lane.wish = if wishes.is_empty() {
                lane.y
            } else {
                sum / total
            };
        }
        sort_by(&mut lanes, |a, b| {
            a.wish.total_cmp(&b.wish).then(a.items.cmp(&b.items))
        });
        self.columns[column] = lanes;
        self.settle(column, true);
    }

    fn crossings(&self, graph: &Graph, layers: &[usize]) -> usize {
        let ends: Vec<(usize, f32, f32)> = graph
            .links
            .iter()
            .filter(|&&((from, to), _)| layers[from] + 1 == layers[to])
            .map(|&((from, to), link)| {
                (
                    layers[from],
                    port_y(self.heights[from], link.row),
                    self.heights[to],
                )
            })
            .collect();
        let mut crossings = 0;
        for (number, &(layer, start, end)) in ends.iter().enumerate() {
            crossings += ends[number + 1..]
                .iter()
                .filter(|&&(other, from, to)| other == layer && (start - from) * (end - to) < 0.0)
                .count();
        }
        crossings
    }

    fn places(&self, graph: &Graph, layers: &[usize]) -> Vec<(f32, f32)> {
        let mut widths = vec![0.0_f32; self.columns.len()];
        for (item, &layer) in layers.iter().enumerate() {
            widths[layer] = widths[layer].max(graph.items[item].width);
        }
        let mut lefts = vec![0.0];
        for (column, width) in widths.iter().enumerate() {
            lefts.push(lefts[column] + width + GAP_X);
        }
        layers
            .iter()
            .zip(&self.heights)
            .map(|(&layer, &y)| (lefts[layer], y))
            .collect()
    }
}
