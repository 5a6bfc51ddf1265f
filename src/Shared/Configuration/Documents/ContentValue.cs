namespace ToskaMesh.Shared.Configuration.Documents;

/// <summary>A value while content is read. One may stand in several places, where YAML has an alias.</summary>
internal abstract record ContentValue;
