//! Scenarios of `documentation`.

use crate::clients::documentation as m;
use crate::scenario::{json, scenarios};

scenarios! {
    |server| server.client();
    Documentation_Lists_bulletPointsOp(client) {
        client.lists_bullet_points_op().await?;
    }
    Documentation_Lists_bulletPointsModel(client) {
        client.lists_bullet_points_model(&json(r#"{"input":{"prop":"Simple"}}"#)?).await?;
    }
    Documentation_Lists_numbered(client) {
        client.lists_numbered().await?;
    }
    Documentation_TextFormatting_boldText(client) {
        client.text_formatting_bold_text().await?;
    }
    Documentation_TextFormatting_italicText(client) {
        client.text_formatting_italic_text().await?;
    }
    Documentation_TextFormatting_combinedFormatting(client) {
        client.text_formatting_combined_formatting().await?;
    }
}
