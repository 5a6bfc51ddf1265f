using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace ToskaMesh.Functions.Tests.OfficialBuild;

/// <summary>Loads the SDK's source generators into this process, on its own copy of the compiler.</summary>
internal sealed class GeneratorLoader : IAnalyzerAssemblyLoader
{
    public void AddDependencyLocation(string fullPath)
    {
    }

    public Assembly LoadFromPath(string fullPath) => AssemblyLoadContext.Default.LoadFromAssemblyPath(fullPath);
}
