namespace ToskaMesh.Shared.Routing;

/// <summary>
/// A mark that a rollout gave to instances, in the route table. Gateways count requests to an instance under the newest mark
/// that the table has for it as they are sent, so that none of before is ever taken for the version's.
/// </summary>
/// <param name="Mark">Above 0; the higher one is the newer.</param>
/// <param name="Of">Their places in <see cref="RoutedRollout.Instances"/>, from 0.</param>
public sealed record RoutedMark(long Mark, IReadOnlyList<int> Of);
