//! A picture as a reader sees it: boxes, texts and lines, read from the SVG.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

#[derive(Clone, Copy, Debug)]
struct Rect {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// A text with its place, the size of its font and the box that it is in.
#[derive(Clone, Debug)]
struct Placed {
    x: f64,
    y: f64,
    size: f64,
    owner: Option<usize>,
    text: String,
}

#[derive(Debug, Default)]
pub(crate) struct Picture {
    width: f64,
    height: f64,
    boxes: Vec<Rect>,
    placed: Vec<Placed>,
    lines: Vec<Vec<(f64, f64)>>,
    /// All texts.
    pub(crate) texts: Vec<String>,
}

fn attributes(tag: &BytesStart<'_>) -> BTreeMap<String, String> {
    tag.attributes()
        .map(|attribute| {
            let attribute = attribute.expect("well-formed");
            let key = attribute.key.as_ref().to_string();
            (key, attribute.value.to_string())
        })
        .collect()
}

fn number(of: &BTreeMap<String, String>, key: &str) -> f64 {
    let text = of.get(key).map(String::as_str).unwrap_or_default();
    text.parse().unwrap_or_else(|_| panic!("{key}: {text}"))
}

impl Picture {
    /// Reads a picture; it has to be well-formed.
    pub(crate) fn read(svg: &str) -> Self {
        let mut picture = Self::default();
        let mut reader = Reader::from_str(svg);
        reader.config_mut().check_end_names = true;
        let (mut in_box, mut in_defs, mut open) = (false, false, Vec::<String>::new());
        loop {
            let event = reader.read_event().expect("well-formed");
            match event {
                Event::Eof => break,
                Event::Start(tag) => {
                    let name = tag.name().as_ref().to_string();
                    let of = attributes(&tag);
                    match name.as_str() {
                        "svg" => {
                            (picture.width, picture.height) =
                                (number(&of, "width"), number(&of, "height"))
                        }
                        "g" => in_box = true,
                        "defs" => in_defs = true,
                        "text" => picture.placed.push(Placed {
                            x: number(&of, "x"),
                            y: number(&of, "y"),
                            size: match of["class"].as_str() {
                                "t" => 13.0,
                                "r" => 11.0,
                                _ => 10.0,
                            },
                            owner: in_box.then(|| picture.boxes.len() - 1),
                            text: String::new(),
                        }),
                        _ => {}
                    }
                    open.push(name);
                }
                Event::End(tag) => {
                    match tag.name().as_ref() {
                        "g" => in_box = false,
                        "defs" => in_defs = false,
                        _ => {}
                    }
                    open.pop();
                }
                Event::Empty(tag) => {
                    let of = attributes(&tag);
                    match tag.name().as_ref() {
                        "rect" if of["class"] == "box" => picture.boxes.push(Rect {
                            x: number(&of, "x"),
                            y: number(&of, "y"),
                            width: number(&of, "width"),
                            height: number(&of, "height"),
                        }),
                        "path" if !in_defs => {
                            let points = points(&of["d"]);
                            picture.lines.push(points);
                        }
                        _ => {}
                    }
                }
                Event::Text(text) => {
                    picture.add(&open, &text);
                }
                Event::GeneralRef(name) => {
                    let text = match name.resolve_char_ref().expect("a character") {
                        Some(c) => c.to_string(),
                        None => match &*name {
                            "amp" => "&".to_owned(),
                            "lt" => "<".to_owned(),
                            "gt" => ">".to_owned(),
                            "quot" => "\"".to_owned(),
                            other => panic!("the entity {other}"),
                        },
                    };
                    picture.add(&open, &text);
                }
                other => panic!("{other:?}"),
            }
        }
        picture.texts = picture
            .placed
            .iter()
            .map(|placed| placed.text.clone())
            .collect();
        picture
    }

    fn add(&mut self, open: &[String], text: &str) {
        if open.last().is_some_and(|name| name == "text")
            && let Some(last) = self.placed.last_mut()
        {
            last.text.push_str(text);
        }
    }

    /// Boxes do not overlap and are inside of the picture, texts are in their boxes, lines end at boxes and cross none.
    pub(crate) fn check(&self) {
        for (index, a) in self.boxes.iter().enumerate() {
            let is_inside = a.x >= 0.0
                && a.y >= 0.0
                && a.x + a.width <= self.width
                && a.y + a.height <= self.height;
            assert!(
                is_inside,
                "{a:?} is not in {} × {}",
                self.width, self.height
            );
            for b in &self.boxes[index + 1..] {
                let is_beside = a.x + a.width <= b.x || b.x + b.width <= a.x;
                let is_above = a.y + a.height <= b.y || b.y + b.height <= a.y;
                assert!(is_beside || is_above, "{a:?} and {b:?} overlap");
            }
        }
        for placed in &self.placed {
            // The advance of the fonts with one width.
            let end = placed.x + placed.text.chars().count() as f64 * 0.602 * placed.size;
            match placed.owner {
                Some(owner) => {
                    let frame = self.boxes[owner];
                    let fits = placed.x > frame.x && end < frame.x + frame.width;
                    let is_in = placed.y > frame.y && placed.y < frame.y + frame.height;
                    assert!(fits && is_in, "{placed:?} is not in {frame:?}");
                }
                None => assert!(end < self.width && placed.y < self.height, "{placed:?}"),
            }
        }
        for line in &self.lines {
            for (x, y) in line {
                let is_in = |of: &&Rect| {
                    *x > of.x + 1.0
                        && *x < of.x + of.width - 1.0
                        && *y > of.y + 1.0
                        && *y < of.y + of.height - 1.0
                };
                let crossed = self.boxes.iter().find(is_in);
                assert!(crossed.is_none(), "a line at {x} {y} crosses {crossed:?}");
            }
        }
    }
}

/// Points along a path of `M`, `L`, `C` and `h`, close to each other.
fn points(path: &str) -> Vec<(f64, f64)> {
    let mut spaced = String::new();
    for c in path.chars() {
        match c.is_ascii_alphabetic() {
            true => spaced.extend([' ', c, ' ']),
            false => spaced.push(c),
        }
    }
    let mut words = spaced.split_whitespace();
    let mut points: Vec<(f64, f64)> = Vec::new();
    while let Some(command) = words.next() {
        let mut next = || -> f64 { words.next().expect("a number").parse().expect("a number") };
        match command {
            "M" => points.push((next(), next())),
            "h" => {
                let (x, y) = *points.last().expect("a start");
                points.push((x + next(), y));
            }
            "L" => {
                let (from, to) = (*points.last().expect("a start"), (next(), next()));
                points.extend((1..=20).map(|step| {
                    let t = f64::from(step) / 20.0;
                    (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t)
                }));
            }
            "C" => {
                let a = *points.last().expect("a start");
                let (b, c, d) = ((next(), next()), (next(), next()), (next(), next()));
                points.extend((1..=20).map(|step| {
                    let t = f64::from(step) / 20.0;
                    let s = 1.0 - t;
                    let at = |a: f64, b: f64, c: f64, d: f64| {
                        a * s.powi(3) + 3.0 * b * s * s * t + 3.0 * c * s * t * t + d * t.powi(3)
                    };
                    (at(a.0, b.0, c.0, d.0), at(a.1, b.1, c.1, d.1))
                }));
            }
            other => panic!("{other}"),
        }
    }
    points
}
