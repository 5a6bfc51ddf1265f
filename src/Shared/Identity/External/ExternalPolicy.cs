namespace ToskaMesh.Shared.Identity.External;

/// <summary>What the settings let a provider do.</summary>
/// <param name="TrustsEmail">Whether its word that an address is verified is taken. Not for one at which people choose their address.</param>
/// <param name="AllowsSignUp">Whether people without an account get one.</param>
public sealed record ExternalPolicy(bool TrustsEmail, bool AllowsSignUp);
