using System.Security.Cryptography;

namespace ToskaMesh.Emulator.Retries;

/// <summary>Genuine randomness for retries.</summary>
internal static class RandomJitter
{
    public static double Next() => RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;
}
