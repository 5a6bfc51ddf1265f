namespace ToskaMesh.Functions.OpenApi;

/// <summary>Says what a function is for, in the document at <c>/openapi.json</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperationAttribute(string summary) : Attribute
{
    public string Summary => summary;

    /// <summary>The schema of its body: a file of <c>OpenApi/Bodies</c> without its ending.</summary>
    public string? Body { get; set; }

    /// <summary>The same for a body that comes as a form.</summary>
    public string? Form { get; set; }

    /// <summary>Whether it takes <c>tag</c> and <c>zone</c>.</summary>
    public bool IsFiltered { get; set; }

    /// <summary>Whether it answers a page without filters: with <c>limit</c> and <c>continuation</c>.</summary>
    public bool IsPaged { get; set; }

    /// <summary>Whether it takes <c>status</c>.</summary>
    public bool IsOfStatus { get; set; }

    /// <summary>Other parameters of the query, each a text.</summary>
    public string[] Query { get; set; } = [];

    /// <summary>Whether it answers a page: filtered, with <c>limit</c> and <c>continuation</c>.</summary>
    public bool IsList { get; set; }
}
