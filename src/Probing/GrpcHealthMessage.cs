using System.Buffers.Binary;
using System.Text;
using ToskaMesh.Shared.Health;

namespace ToskaMesh.Probing;

/// <summary>
/// <c>HealthCheckRequest { string service = 1; }</c> and <c>HealthCheckResponse { ServingStatus status = 1; }</c>, each after
/// a byte that says whether it is compressed and four of its length.
/// </summary>
internal static class GrpcHealthMessage
{
    private const int Frame = 5;

    // Field 1 as a string, and as a number.
    private const byte ServiceField = 0x0A;
    private const byte StatusField = 0x08;

    /// <param name="service">Empty asks for the server as a whole. At most 2^14 bytes of UTF-8.</param>
    public static byte[] Request(string service)
    {
        var name = Encoding.UTF8.GetBytes(service);
        byte[] field = name.Length switch
        {
            0 => [],
            < 0x80 => [ServiceField, (byte)name.Length, .. name],
            _ => [ServiceField, (byte)(name.Length | 0x80), (byte)(name.Length >> 7), .. name],
        };
        var message = new byte[Frame + field.Length];
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(1), (uint)field.Length);
        field.CopyTo(message, Frame);
        return message;
    }

    public static ProbeResult Judge(ReadOnlySpan<byte> answer, string? service) => StatusOf(answer) switch
    {
        1 => ProbeResult.Passing("answered SERVING"),
        2 => ProbeResult.Critical("answered NOT_SERVING"),
        3 => ProbeResult.Critical($"answered SERVICE_UNKNOWN: it does not know the service '{service}'"),
        null => ProbeResult.Critical("answered what is no HealthCheckResponse"),
        _ => ProbeResult.Critical("answered UNKNOWN: its health is not determined yet"),
    };

    // Zero is the default, which is not written.
    private static int? StatusOf(ReadOnlySpan<byte> answer)
    {
        var isFramed = answer.Length >= Frame && answer[0] == 0 && BinaryPrimitives.ReadUInt32BigEndian(answer[1..]) == answer.Length - Frame;
        return (isFramed, answer.Length - Frame) switch
        {
            (true, 0) => 0,
            (true, 2) when answer[Frame] == StatusField && answer[Frame + 1] < 0x80 => answer[Frame + 1],
            _ => null,
        };
    }
}
