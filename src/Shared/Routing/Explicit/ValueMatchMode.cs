namespace ToskaMesh.Shared.Routing.Explicit;

/// <summary>How a value is compared.</summary>
public enum ValueMatchMode
{
    Exact = 0,
    Prefix = 1,

    /// <summary>It is there, whatever it is.</summary>
    Exists = 2,
}
