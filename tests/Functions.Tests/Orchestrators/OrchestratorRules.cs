using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ToskaMesh.Functions.Tests.Orchestrators;

/// <summary>
/// What an orchestrator must not do, since its code runs again and again over its history: ask for the time, draw by
/// chance, wait for anything but its context, or talk to anybody. Looks at orchestrators and at whatever source they call.
/// </summary>
internal sealed class OrchestratorRules(Compilation compilation)
{
    private const string Context = "Microsoft.DurableTask.TaskOrchestrationContext";

    private static readonly string[] BannedMembers =
    [
        "System.DateTime.Now", "System.DateTime.UtcNow", "System.DateTime.Today", "System.DateTimeOffset.Now", "System.DateTimeOffset.UtcNow",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.Threading.Tasks.Task.Run", "System.Threading.Tasks.Task.Delay",
        "System.Threading.Tasks.Task.Factory", "System.Threading.Tasks.Task.Yield", "System.Threading.Tasks.Task.Wait",
        "System.Threading.Tasks.Task.ConfigureAwait", "System.Threading.Tasks.Task.GetAwaiter", "System.Threading.Tasks.Task.ContinueWith",
        "System.Threading.Tasks.Task<TResult>.Result", "System.Threading.Tasks.Task<TResult>.GetAwaiter", "System.Threading.Tasks.Task<TResult>.ContinueWith",
    ];

    private static readonly string[] BannedTypes =
    [
        "System.Random", "System.TimeProvider", "System.Environment", "System.Diagnostics.Stopwatch", "System.Threading.Thread",
        "System.Threading.Timer", "System.Threading.PeriodicTimer", "System.Threading.ThreadPool", "System.Security.Cryptography.RandomNumberGenerator",
    ];

    private static readonly string[] BannedNamespaces =
        ["System.IO", "System.Net", "Microsoft.EntityFrameworkCore", "Microsoft.Data", "Npgsql", "RabbitMQ", "StackExchange", "Azure", "Consul"];

    private readonly HashSet<IMethodSymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly List<string> _faults = [];

    public static (int Orchestrators, IReadOnlyList<string> Faults) Check(Compilation compilation)
    {
        var rules = new OrchestratorRules(compilation);
        var orchestrators = compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Select(method => compilation.GetSemanticModel(tree).GetDeclaredSymbol(method)!))
            .Where(method => method.Parameters.Any(parameter => parameter.GetAttributes().Any(a => a.AttributeClass?.Name is "OrchestrationTriggerAttribute")))
            .ToList();
        orchestrators.Where(method => !method.IsStatic).ToList()
            .ForEach(method => rules._faults.Add($"{method.ToDisplayString()}: an orchestrator is static, so that nothing injected is at hand"));
        orchestrators.ForEach(rules.Walk);
        return (orchestrators.Count, rules._faults);
    }

    private void Walk(IMethodSymbol method)
    {
        if (!_seen.Add(method.OriginalDefinition))
        {
            return;
        }

        foreach (var reference in method.OriginalDefinition.DeclaringSyntaxReferences.Where(reference => compilation.ContainsSyntaxTree(reference.SyntaxTree)))
        {
            var (body, model) = (reference.GetSyntax(), compilation.GetSemanticModel(reference.SyntaxTree));
            foreach (var node in body.DescendantNodes())
            {
                Look(node, model);
            }
        }
    }

    private void Look(SyntaxNode node, SemanticModel model)
    {
        if (node is ForEachStatementSyntax { AwaitKeyword.RawKind: not 0 } or LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: not 0 }
            or UsingStatementSyntax { AwaitKeyword.RawKind: not 0 })
        {
            Fault(node, "waits by 'await foreach' or 'await using', which is never for the context");
        }

        if (node is BaseObjectCreationExpressionSyntax creation && model.GetSymbolInfo(creation).Symbol is IMethodSymbol constructor)
        {
            Walk(constructor);
        }

        if (node is AwaitExpressionSyntax wait && !ComesFromContext(wait.Expression, model, depth: 0))
        {
            Fault(node, $"awaits '{wait.Expression}', which did not come from the context");
        }

        if (node is not SimpleNameSyntax name || model.GetSymbolInfo(name).Symbol is not { } symbol)
        {
            return;
        }

        if (Refusal(symbol) is { } refusal)
        {
            Fault(node, refusal);
        }

        if (symbol is IMethodSymbol called)
        {
            Walk(called);
        }
        else if (symbol is IPropertySymbol { GetMethod: { } getter })
        {
            Walk(getter);
        }
    }

    private static string? Refusal(ISymbol symbol)
    {
        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        var full = type?.OriginalDefinition.ToDisplayString() ?? "";
        var space = type?.ContainingNamespace?.ToDisplayString() ?? "";
        return BannedMembers.Contains($"{full}.{symbol.Name}") || BannedTypes.Contains(full)
            || BannedNamespaces.Any(banned => space == banned || space.StartsWith(banned + ".", StringComparison.Ordinal))
            ? $"uses {full}.{symbol.Name}"
            : null;
    }

    private bool ComesFromContext(ExpressionSyntax expression, SemanticModel model, int depth)
    {
        if (depth > 8)
        {
            return false;
        }

        return expression switch
        {
            ParenthesizedExpressionSyntax inner => ComesFromContext(inner.Expression, model, depth + 1),
            InvocationExpressionSyntax call => CallComesFromContext(call, model, depth),
            CollectionExpressionSyntax list => list.Elements.All(element => element switch
            {
                ExpressionElementSyntax one => ComesFromContext(one.Expression, model, depth + 1),
                SpreadElementSyntax spread => ComesFromContext(spread.Expression, model, depth + 1),
                _ => false,
            }),
            LambdaExpressionSyntax { ExpressionBody: { } made } => ComesFromContext(made, model, depth + 1),
            IdentifierNameSyntax name => model.GetSymbolInfo(name).Symbol is ILocalSymbol local && LocalComesFromContext(local, model, depth),
            _ => false,
        };
    }

    private bool CallComesFromContext(InvocationExpressionSyntax call, SemanticModel model, int depth)
    {
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
        {
            return false;
        }

        // What it waits for is looked at when it is walked, if it waits itself.
        var isWalked = method.IsAsync && method.DeclaringSyntaxReferences.Any(reference => compilation.ContainsSyntaxTree(reference.SyntaxTree));
        if (method.ContainingType.ToDisplayString() == Context
            || isWalked && call.ArgumentList.Arguments.Any(argument => IsContext(argument.Expression, model)))
        {
            return true;
        }

        var receiver = (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        var isCombined = method is { ContainingType.Name: "Task", Name: "WhenAll" or "WhenAny" };
        return isCombined ? call.ArgumentList.Arguments.All(argument => ComesFromContext(argument.Expression, model, depth + 1))
            : receiver is not null && IsContext(receiver, model) || method is { ContainingType.Name: "Enumerable", Name: "Select" or "ToList" or "ToArray" }
                && (call.ArgumentList.Arguments.Count == 0
                    ? ComesFromContext(receiver!, model, depth + 1)
                    : ComesFromContext(call.ArgumentList.Arguments[0].Expression, model, depth + 1));
    }

    private bool LocalComesFromContext(ILocalSymbol local, SemanticModel model, int depth) =>
        local.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<VariableDeclaratorSyntax>()
            .All(declared => declared.Initializer is { } initial && ComesFromContext(initial.Value, model, depth + 1));

    private static bool IsContext(ExpressionSyntax expression, SemanticModel model) => model.GetTypeInfo(expression).Type?.ToDisplayString() == Context;

    private void Fault(SyntaxNode node, string what)
    {
        var place = node.GetLocation().GetLineSpan();
        _faults.Add($"{Path.GetFileName(place.Path)}({place.StartLinePosition.Line + 1}): an orchestrator {what}");
    }
}
