namespace ToskaMesh.Emulator.Tests.Surface;

/// <summary>Finds what is public here and not in the official packages. What is only there is no fault.</summary>
internal static class SurfaceComparison
{
    public static IEnumerable<string> Faults(IEnumerable<Type> types, OfficialSurface official) =>
        types.SelectMany(t => Faults(t, official));

    private static IEnumerable<string> Faults(Type type, OfficialSurface official)
    {
        var name = TypeText.FullName(type);
        if (!official.TryGet(name, out var counterpart))
        {
            yield return $"{name} is public and no official type.";
            yield break;
        }

        if (TypeText.Declaration(type) != counterpart.Declaration)
        {
            yield return $"{name} is '{TypeText.Declaration(type)}', officially '{counterpart.Declaration}'.";
        }

        if (TypeText.Usage(type) != counterpart.AttributeUsage)
        {
            yield return $"{name} has usage '{TypeText.Usage(type)}', officially '{counterpart.AttributeUsage}'.";
        }

        foreach (var member in TypeText.Members(type).Where(m => !counterpart.Members.Contains(m)))
        {
            yield return $"{name} has '{member}', which is not official.";
        }
    }
}
