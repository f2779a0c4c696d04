// Writes the OpenAPI description of a CSDL file. The converter gives operations no ids; four of them get one here, so that the
// program can name their calls.
"use strict";
const fs = require("node:fs");
const { xml2json } = require("odata-csdl");
const { csdl2openapi } = require("odata-openapi");

const [, , from, to] = process.argv;
const csdl = xml2json(fs.readFileSync(from, "utf8"));
const description = csdl2openapi(csdl, { maxLevels: 6 });
const workflow = "/identityGovernance/lifecycleWorkflows/workflows('{id_2}')";
const ids = {
    "/taskReports": ["get", "listTaskReports"],
    "/taskReports/microsoft.graph.identityGovernance.summary(startDateTime={startDateTime},endDateTime={endDateTime})": ["get", "summarizeTaskReports"],
    "/taskReports('{id_3}')/taskProcessingResults": ["get", "listTaskProcessingResults"],
    "/taskReports('{id_3}')/taskProcessingResults('{id_4}')/microsoft.graph.identityGovernance.resume": ["post", "resume"],
};
for (const [path, [verb, id]] of Object.entries(ids)) {
    description.paths[workflow + path][verb].operationId = id;
}
fs.writeFileSync(to, JSON.stringify(description));
