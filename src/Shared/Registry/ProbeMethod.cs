namespace ToskaMesh.Shared.Registry;

/// <summary>The method of an HTTP check. A POST or PUT has an empty body.</summary>
public enum ProbeMethod
{
    Get = 0,
    Head = 1,
    Post = 2,
    Put = 3,
    Options = 4,
}
