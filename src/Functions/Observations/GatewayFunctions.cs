using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Shared.Observations;
using ToskaMesh.Shared.Routing;

namespace ToskaMesh.Functions.Observations;

/// <summary>What gateways see, and how they stand. Both names sort before any that serves <c>api/Status/{…}</c>: hosts match in order of names.</summary>
public sealed class GatewayFunctions(ReceiveReport receive, IGatewayReports reports, IPublicationMark mark)
{
    [Function("GatewayObservations")]
    [Access(AccessLevel.Gateway)]
    [BodyLimit(ObservationLimits.Body)]
    [Operation("Takes a gateway's report. A state makes the control plane probe the instance and changes nothing by itself; figures are kept for an hour. The same report again counts nothing twice.", Body = "observations")]
    [Answers(202, typeof(ObservationsAnswer)), Answers(400), Answers(403), Answers(415)]
    public async Task<HttpResponseData> Report(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/Status/observations")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        if (!JsonContent.IsDeclared(request))
        {
            return await request.ProblemAsync(Problems.NotJson);
        }

        var parsed = GatewayReportParser.Parse(await request.ReadBodyAsync(cancellationToken));
        return parsed.Succeeded
            ? await request.AnswerAsync(new ObservationsAnswer { Probed = await receive.RunAsync(parsed.Value, cancellationToken) }, HttpStatusCode.Accepted)
            : await request.ProblemAsync(Problems.InvalidBody(parsed.Errors));
    }

    [Function("GatewayStatus")]
    [Access(AccessLevel.Authenticated)]
    [Operation("The gateways that said a word within a day: what each serves by, what it rejected and why, and whether the last published route table is newer.", IsPaged = true)]
    [Answers(200, typeof(IReadOnlyList<GatewayAnswer>)), Answers(304), Answers(400)]
    public async Task<HttpResponseData> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Status/gateways")] HttpRequestData request,
        CancellationToken cancellationToken)
    {
        var query = ListQuery.ParsePaging(request);
        if (query.Errors.Count > 0)
        {
            return await request.ProblemAsync(Problems.InvalidParameter(query.Errors));
        }

        var page = await reports.ListAsync(query.Page, cancellationToken);
        var published = await mark.ReadAsync(cancellationToken);
        IReadOnlyList<GatewayAnswer> answers = [.. page.Items.Select(gateway => GatewayAnswer.From(gateway, published))];
        return await request.ReadAsync(answers, answers, page.Next);
    }
}
