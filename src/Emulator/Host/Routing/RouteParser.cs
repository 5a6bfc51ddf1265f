using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ToskaMesh.Emulator.Host.Discovery;
using ToskaMesh.Emulator.Worker.Definition;

namespace ToskaMesh.Emulator.Host.Routing;

/// <summary>Makes routes from HTTP triggers, with ASP.NET's templates and constraints as the genuine host does.</summary>
internal sealed class RouteParser(string prefix)
{
    private readonly DefaultInlineConstraintResolver _constraints =
        new(Options.Create(new RouteOptions()), new ServiceCollection().BuildServiceProvider());

    /// <exception cref="FunctionErrorException">The route is malformed or the host's own.</exception>
    public FunctionRoute Parse(FunctionDescriptor function)
    {
        var trigger = (HttpTriggerAttribute)function.Trigger;
        var text = function.TriggerTexts.GetValueOrDefault(nameof(HttpTriggerAttribute.Route)) ?? function.Name;
        try
        {
            var template = TemplateParser.Parse(prefix.Length == 0 ? text : $"{prefix}/{text.TrimStart('/')}");
            ThrowIfReserved(template, text);
            return new FunctionRoute(function, template, trigger.Methods is { Length: > 0 } methods ? methods : null, Constraints(template));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or RouteCreationException)
        {
            throw new FunctionErrorException($"The route '{text}' is malformed: {exception.Message}");
        }
    }

    private static void ThrowIfReserved(RouteTemplate template, string text)
    {
        if (HostPaths.IsReserved(template.Segments.FirstOrDefault()?.Parts[0].Text))
        {
            throw new FunctionErrorException($"The route '{text}' conflicts with the host's own. Begin it otherwise than with admin or runtime.");
        }
    }

    private List<KeyValuePair<string, IRouteConstraint>> Constraints(RouteTemplate template) =>
        [.. from parameter in template.Parameters
            from inline in parameter.InlineConstraints
            select KeyValuePair.Create(parameter.Name!, Resolve(inline.Constraint, parameter.IsOptional))];

    private IRouteConstraint Resolve(string text, bool isOptional)
    {
        var constraint = _constraints.ResolveConstraint(text)
            ?? throw new FunctionErrorException($"There is no route constraint '{text}'.");
        return isOptional ? new OptionalRouteConstraint(constraint) : constraint;
    }
}
