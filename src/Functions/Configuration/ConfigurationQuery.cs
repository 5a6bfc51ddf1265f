using System.Globalization;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Layers;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Configuration;

/// <summary>What stands in path and query of a request about configurations; all that is at fault is noted.</summary>
internal sealed class ConfigurationQuery
{
    private readonly HttpRequestData _request;
    private readonly List<ProblemError> _errors = [];

    /// <param name="known">The parameters of the query that the function takes: a misspelled one must not read as none.</param>
    public ConfigurationQuery(HttpRequestData request, params string[] known)
    {
        _request = request;
        foreach (var name in request.Query.AllKeys.Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            Fault(name ?? "", known.Length == 0 ? "is not known here" : $"is not known here; known are {string.Join(", ", known)}");
        }
    }

    public bool IsValid => _errors.Count == 0;

    public Problem Problem => Problems.InvalidParameter(_errors);

    /// <summary>The one that <paramref name="name"/> of the path and <c>environment</c> of the query name.</summary>
    public ConfigurationKey? Key(string name)
    {
        var environment = Environment() ?? EnvironmentName.Default;
        if (ConfigurationName.TryParse(name, out var parsed))
        {
            return new ConfigurationKey(parsed, environment);
        }

        Fault("name", ConfigurationName.Rule);
        return null;
    }

    public EnvironmentName? Environment()
    {
        if (Single("environment") is not { } text)
        {
            return null;
        }

        if (!EnvironmentName.TryParse(text, out var environment))
        {
            Fault("environment", EnvironmentName.Rule);
        }

        return environment;
    }

    public ServiceName? Service()
    {
        if (!ServiceName.TryParse(Single("service"), out var service))
        {
            Fault("service", ServiceName.Rule);
        }

        return service;
    }

    public InstanceId? Instance()
    {
        if (Single("instance") is not { } text)
        {
            return null;
        }

        if (!InstanceId.TryParse(text, out var instance))
        {
            Fault("instance", InstanceId.Rule);
        }

        return instance;
    }

    /// <summary>The number of a version; null when it is not given, or at fault.</summary>
    public long? Version(string parameter, bool isRequired = false)
    {
        var text = Single(parameter);
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            return number;
        }

        if (text is not null || isRequired)
        {
            Fault(parameter, "must be the number of a version, from 1");
        }

        return null;
    }

    /// <summary>Gateways wait; here it must only be well formed.</summary>
    public void CheckWait()
    {
        if (Single(ConfigurationWait.Parameter) is { } text && !ConfigurationWait.TryParse(text, out _))
        {
            Fault(ConfigurationWait.Parameter, ConfigurationWait.Rule);
        }
    }

    public PageRequest Page() => new(Limit(), After());

    /// <summary>Of a list in which a version's number continues.</summary>
    public PageRequest PageOfVersions()
    {
        var page = Page();
        if (page.After is { } after && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            NoContinuation();
        }

        return page;
    }

    private int Limit()
    {
        var text = Single("limit");
        if (text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= PageRequest.MaxLimit))
        {
            return text is null ? PageRequest.DefaultLimit : int.Parse(text, CultureInfo.InvariantCulture);
        }

        Fault("limit", $"must be 1 to {PageRequest.MaxLimit}");
        return PageRequest.DefaultLimit;
    }

    private string? After()
    {
        var token = Single(NextPage.Parameter);
        var after = token is null ? null : NextPage.After(token);
        if (token is not null && after is null)
        {
            NoContinuation();
        }

        return after;
    }

    private void NoContinuation() => Fault(NextPage.Parameter, "is none that this service gave: follow the Link of the page before");

    private string? Single(string name)
    {
        var values = _request.Query.GetValues(name);
        if (values?.Length > 1)
        {
            Fault(name, "must be given once");
        }

        return values?[0];
    }

    private void Fault(string parameter, string detail) => _errors.Add(ProblemError.OfParameter(parameter, detail));
}
