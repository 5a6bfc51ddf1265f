using System.Net;
using ToskaMesh.Functions.Http;

namespace ToskaMesh.Functions.Messaging;

/// <summary>Refusals of what is asked of events on the wire.</summary>
internal static class MessagingProblems
{
    public static Problem UnknownDeadLetter(string id) => Problem.Of(
        HttpStatusCode.NotFound, "unknown-dead-letter", "There is no such dead letter.", $"'{id}' never was, was discarded, or was dropped.");

    public static Problem NotParked(string id) => Problem.Of(
        HttpStatusCode.NotFound, "not-parked", "No event of this id is parked.", $"'{id}' never was, was sent, was discarded, or is tried again.");

    public static Problem NotAnEvent { get; } = Problem.Of(
        HttpStatusCode.Conflict, "not-an-event", "This message is no event of the mesh: nobody could handle it.", "It can only be discarded.");
}
