using System.Buffers.Binary;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace ToskaMesh.Emulator.Worker.Definition;

/// <summary>A number that stays the same as long as the function's name and method do.</summary>
internal static class FunctionId
{
    public static string Of(string name, MethodInfo method)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{method.DeclaringType!.FullName}\n{method.Name}"));
        return BinaryPrimitives.ReadUInt32LittleEndian(hash).ToString(CultureInfo.InvariantCulture);
    }
}
