//! What tests store and read.

use super::problem::Problem;
use super::query::Options;
use super::service::Service;
use super::store::Store;
use super::target::{Suffix, Target};
use super::walk;
use super::work::Work;
use super::write::Writer;
use crate::json::Json;
use crate::request::decoded;

impl Service {
    /// Stores what a test seeds.
    pub(crate) fn seed(&self, store: &mut Store, path: &str, value: Json) -> Result<(), Problem> {
        let path: Vec<String> = segments_of(path);
        let (target, suffix) = walk::walk(&self.schema, store, &path, true)?;
        let mut writer = Writer {
            schema: &self.schema,
            store,
            url: "",
            is_seed: true,
            is_strict: false,
            depth: 0,
        };
        match (target, suffix, value) {
            (Target::Collection(collection), Suffix::None, Json::List(items)) => {
                for item in items {
                    writer.create(&collection, item)?;
                }
                Ok(())
            }
            (Target::Collection(collection), Suffix::None, value) => {
                writer.create(&collection, value).map(drop)
            }
            (Target::Single(single), Suffix::None, value) => {
                writer.replace(&single, value).map(drop)
            }
            _ => Err(Problem::bad(
                "the path of an entity, or of a collection of them, is seeded",
            )),
        }
    }

    /// The entities of a collection, or one entity.
    pub(crate) fn entities(&self, store: &mut Store, path: &str) -> Result<Vec<Json>, Problem> {
        let path: Vec<String> = segments_of(path);
        let found = walk::walk(&self.schema, store, &path, false)?;
        let work = Work::default();
        let reader = self.reader(store, "", &work);
        let (places, ty): (Vec<&str>, _) = match &found {
            (Target::Collection(collection), Suffix::None) => {
                (store.related(&collection.place, true), collection.ty)
            }
            (Target::Single(single), Suffix::None) => {
                let place = single.place.as_deref();
                let place = place.filter(|place| store.get(place).is_some());
                (place.into_iter().collect(), single.ty)
            }
            _ => return Err(Problem::bad("this is no path of entities")),
        };
        let options = Options::default();
        let places = reader.fitting(&places, ty, &options)?;
        let entities = places.into_iter().map(|place| {
            let mut members = reader.entity(place, ty, &options)?;
            members.retain(|(name, _)| name != "@odata.etag");
            Ok(Json::Object(members))
        });
        entities.collect()
    }
}

fn segments_of(path: &str) -> Vec<String> {
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    segments.map(decoded).collect()
}
