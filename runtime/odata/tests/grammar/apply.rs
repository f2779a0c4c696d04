//! `$apply` (OData data aggregation 4.0), as far as tests need it.

use super::{Parsed, Parser, Tree, leaf, node};

impl Parser<'_> {
    /// Transformations with slashes between them.
    pub(super) fn apply(&mut self) -> Parsed {
        let mut steps = vec![self.transformation()?];
        while self.eat("/") {
            steps.push(self.transformation()?);
        }
        Ok(node("$apply", steps))
    }

    fn transformation(&mut self) -> Parsed {
        let name = self.qualified()?.to_owned();
        if name == "identity" {
            return Ok(leaf(name));
        }
        self.expect("(")?;
        let arguments = match name.as_str() {
            "filter" => vec![self.or()?],
            "search" => vec![self.search()?],
            "compute" => self.list(Self::computed)?,
            "aggregate" => self.list(Self::aggregated)?,
            "concat" => self.list(Self::apply)?,
            "groupby" => {
                self.expect("(")?;
                let mut arguments = vec![node("by", self.list(Self::or)?)];
                self.expect(")")?;
                if self.eat(",") {
                    arguments.push(self.apply()?);
                }
                arguments
            }
            "skip" | "top" => vec![self.option(&format!("${name}"))?],
            "orderby" => vec![self.option("$orderby")?],
            "topcount" | "topsum" | "toppercent" | "bottomcount" | "bottomsum"
            | "bottompercent" => {
                let count = self.or()?;
                self.expect(",")?;
                vec![count, self.or()?]
            }
            _ if name.contains('.') => self.list(Self::or)?,
            _ => return Err(format!("{name} is no transformation")),
        };
        self.expect(")")?;
        Ok(node(name, arguments))
    }

    /// `amount with sum as total`, `$count as number`
    fn aggregated(&mut self) -> Parsed {
        let value = if self.eat("$count") {
            leaf("$count")
        } else {
            let value = self.or()?;
            self.expect(" with ")?;
            Tree(format!("with {}", self.qualified()?), vec![value])
        };
        self.expect(" as ")?;
        Ok(node(format!("as {}", self.identifier()?), vec![value]))
    }
}
