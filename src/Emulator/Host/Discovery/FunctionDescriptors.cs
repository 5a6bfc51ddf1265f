using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using ToskaMesh.Emulator.Host.Outputs;
using ToskaMesh.Emulator.Host.Settings;
using ToskaMesh.Emulator.Worker.Conversion;
using ToskaMesh.Emulator.Worker.Definition;

namespace ToskaMesh.Emulator.Host.Discovery;

/// <summary>Describes functions from their methods.</summary>
internal sealed class FunctionDescriptors(BindingTexts texts, OutputSenders senders, ParameterConverters converters)
{
    /// <exception cref="FunctionErrorException">The function cannot run as it is configured.</exception>
    public FunctionDescriptor Describe(FunctionMethod function)
    {
        var method = function.Method;
        var triggerParameter = method.GetParameters().Single(p => p.GetCustomAttribute<TriggerBindingAttribute>() is not null);
        var trigger = triggerParameter.GetCustomAttribute<TriggerBindingAttribute>()!;
        var outputs = FunctionOutputs.Of(method, trigger is HttpTriggerAttribute);
        var parameters = method.GetParameters().Select(Parameter).ToImmutableArray();
        return new FunctionDescriptor(function.Name, method)
        {
            Trigger = trigger,
            TriggerType = triggerParameter.ParameterType,
            TriggerBinding = new DeclaredBinding(triggerParameter.Name!, BindingType.Of(trigger), BindingDirection.In),
            TriggerTexts = texts.Of(trigger),
            Retry = method.GetCustomAttribute<RetryAttribute>(),
            Call = FunctionCallCompiler.Compile(method),
            ParameterList = parameters,
            Arguments = new FunctionArguments(parameters, triggerParameter.Name, converters),
            Outputs = outputs,
            Targets = senders.For(outputs),
        };
    }

    private static FunctionParameter Parameter(ParameterInfo parameter)
    {
        var attribute = (Attribute?)parameter.GetCustomAttribute<BindingAttribute>()
            ?? parameter.GetCustomAttribute<InputConverterAttribute>();
        var properties = attribute is null
            ? ImmutableDictionary<string, object>.Empty
            : ImmutableDictionary<string, object>.Empty.Add(ParameterConverters.BindingAttribute, attribute);
        return new FunctionParameter(
            parameter.Name!, parameter.ParameterType, parameter.HasDefaultValue, parameter.DefaultValue, properties);
    }
}
