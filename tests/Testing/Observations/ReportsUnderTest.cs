using ToskaMesh.Shared.Observations;

namespace ToskaMesh.Testing.Observations;

/// <summary>A new, empty store.</summary>
public sealed record ReportsUnderTest(IGatewayReports Reports, IInstanceFigures Figures, IRouteFigures RouteFigures);
