using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using ToskaMesh.Emulator.Worker.Conversion;
using ToskaMesh.Emulator.Worker.Outputs;

namespace ToskaMesh.Emulator.Worker.Definition;

/// <summary>A function as it was discovered: its method, its trigger, and how it is called.</summary>
internal sealed class FunctionDescriptor(string name, MethodInfo method) : FunctionDefinition
{
    private IImmutableDictionary<string, BindingMetadata>? _inputs;

    public MethodInfo Method => method;

    public required TriggerBindingAttribute Trigger { get; init; }

    /// <summary>The type of the trigger parameter.</summary>
    public required Type TriggerType { get; init; }

    public required BindingMetadata TriggerBinding { get; init; }

    /// <summary>The trigger attribute's texts by property name, with each <c>%Setting%</c> replaced.</summary>
    public required IReadOnlyDictionary<string, string> TriggerTexts { get; init; }

    public required RetryAttribute? Retry { get; init; }

    public required FunctionCall Call { get; init; }

    public required ImmutableArray<FunctionParameter> ParameterList { get; init; }

    public required FunctionArguments Arguments { get; init; }

    public required FunctionOutputs Outputs { get; init; }

    /// <summary>The output bindings whose values are sent somewhere once the function has run.</summary>
    public required IReadOnlyList<OutputTarget> Targets { get; init; }

    public override ImmutableArray<FunctionParameter> Parameters => ParameterList;

    public override string PathToAssembly => method.Module.FullyQualifiedName;

    public override string EntryPoint { get; } = $"{method.DeclaringType!.FullName}.{method.Name}";

    public override string Id { get; } = FunctionId.Of(name, method);

    public override string Name => name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings =>
        _inputs ??= ImmutableDictionary<string, BindingMetadata>.Empty.Add(TriggerBinding.Name, TriggerBinding);

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => Outputs.Bindings;
}
