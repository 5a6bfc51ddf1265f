using System.Text;

namespace ToskaMesh.Emulator.Queues;

/// <summary>The body of a message as the source of a trigger parameter.</summary>
internal static class MessageBody
{
    /// <summary>Bytes for a parameter that wants bytes; else text, which is a text parameter's value and another one's JSON.</summary>
    public static object As(Type parameter, ReadOnlyMemory<byte> body) =>
        parameter == typeof(byte[]) ? body.ToArray() : Encoding.UTF8.GetString(body.Span);
}
