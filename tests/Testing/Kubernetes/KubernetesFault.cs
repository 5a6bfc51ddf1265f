namespace ToskaMesh.Testing.Kubernetes;

/// <summary>How an API server answers that does not work.</summary>
public enum KubernetesFault
{
    None = 0,

    /// <summary>500 with a Status.</summary>
    ServerError,

    /// <summary>429: it sheds load.</summary>
    Busy,

    /// <summary>403 for every list: the role is missing.</summary>
    Forbidden,

    /// <summary>Takes requests and does not answer.</summary>
    Silent,

    /// <summary>Success, with half a document.</summary>
    Garbage,

    /// <summary>Success, with an empty object.</summary>
    NoList,

    /// <summary>Each continue token has expired.</summary>
    AlwaysGone,

    /// <summary>Pages that never end.</summary>
    Endless,

    /// <summary>The first page, and 500 for the second.</summary>
    HalfAList,
}
