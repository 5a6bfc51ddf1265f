using System.Security.Cryptography;
using System.Text;

namespace ToskaMesh.Emulator.Worker.Definition;

/// <summary>A number that stays the same as long as the function's name and entry point do.</summary>
internal static class FunctionId
{
    public static string Of(string name, string entryPoint)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{entryPoint}"));
        return BitConverter.ToUInt32(hash).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
