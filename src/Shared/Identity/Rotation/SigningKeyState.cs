namespace ToskaMesh.Shared.Identity.Rotation;

/// <summary>Where a signing key stands, in the order in which keys are published. A key that is gone is none any more.</summary>
public enum SigningKeyState
{
    /// <summary>Signs every new token, from its time on; there is exactly one.</summary>
    Signing = 0,

    /// <summary>Published before it signs, so that whoever keeps a key set for a while knows it by then.</summary>
    Announced = 1,

    /// <summary>Signs nothing any more; published until the last token that it signed has expired for everybody.</summary>
    Retiring = 2,
}
