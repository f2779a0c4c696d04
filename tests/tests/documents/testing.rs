//! The page about testing. Its examples are tests, which run as they are, but for the path of the description.

mod entities {
    crate::example!("testing-entities-of-an-odata-service");
}

mod operations {
    crate::example!("testing-entities-of-an-odata-service-2");
}

mod handlers {
    crate::example!("testing-entities-of-an-odata-service-3");
}

mod openapi {
    crate::example!("testing-responses-of-an-openapi-service");
}

mod pages {
    crate::example!("testing-responses-of-an-openapi-service-2");
}

mod failures {
    crate::example!("testing-failures");
}
