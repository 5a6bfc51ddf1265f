using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Probing;

/// <summary>What this process may dial, and whom it trusts there.</summary>
/// <param name="OwnPorts">Where the process itself listens on loopback: it never dials itself.</param>
/// <param name="CaFile">A PEM file: the only authorities trusted for TLS. Empty: those of the system.</param>
internal sealed record DialTerms(AddressRules Addresses, IReadOnlySet<int> OwnPorts, string CaFile);
