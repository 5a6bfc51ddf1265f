namespace ToskaMesh.Shared.Configuration.Schemas;

internal sealed class SchemaEffortException() : Exception("cannot be held against the schema, which takes too much work or refers to itself without an end");
