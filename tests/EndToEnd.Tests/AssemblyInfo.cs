using Xunit.Sdk;
using Xunit.v3;

// Each test runs a whole mesh of processes: two at a time would measure the machine instead of the mesh.
[assembly: Parallelization(Mode = ParallelMode.None)]
