using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace ToskaMesh.EndToEnd.Tests.Running;

/// <summary>A theory's data: every <see cref="MeshProfile"/>, followed by the values given here.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class EachProfileAttribute(params object[] values) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [.. Enum.GetValues<MeshProfile>().Select(profile => new TheoryDataRow([profile, .. values]))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
