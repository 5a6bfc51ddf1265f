// Validates the manifests on the standard input against the schemas in node_modules of the folder that is its argument: types
// and required fields (it does not know unknown fields, which the C# client knows). Prints a line for each fault.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const packages = resolve(process.argv[2], "node_modules");
const { loadAll } = await import(pathToFileURL(createRequire(join(packages, "x.js")).resolve("js-yaml")).href);
const families = {
  "external-secrets.io": "@kubernetes-models/external-secrets",
  "keda.sh": "@kubernetes-models/keda",
  "monitoring.coreos.com": "@kubernetes-models/prometheus-operator",
};
// No schema of it is published as a package.
const unknown = new Set(["http.keda.sh/v1alpha1 HTTPScaledObject"]);
let valid = 0;
for (const document of loadAll(readFileSync(0, "utf8"))) {
  const what = `${document.apiVersion} ${document.kind}`;
  if (unknown.has(what)) continue;
  // kubectl breaks long values into lines, which the decoder of the API ignores.
  if (document.kind === "Secret") for (const name in document.data) document.data[name] = document.data[name].replace(/\s/g, "");
  const [group, version] = document.apiVersion.includes("/") ? document.apiVersion.split("/") : ["", document.apiVersion];
  const path = group in families ? `${families[group]}/${group}/${version}` : `kubernetes-models/${group ? `${group}/` : ""}${version}`;
  try {
    const Model = (await import(pathToFileURL(join(packages, path, "index.js")).href))[document.kind];
    if (!Model) throw new Error("no such kind");
    new Model(document).validate();
    valid++;
  } catch (error) {
    console.log(`${what} ${document.metadata?.name}: ${error.message}`);
  }
}
console.log(`${valid} valid`);
