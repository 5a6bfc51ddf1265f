using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Emulator.Worker.Definition;

namespace ToskaMesh.Emulator.Worker.Invocation;

/// <summary>The context of one invocation. Its scope of services is made when first asked for, and ends with it.</summary>
internal sealed class InvocationContext : FunctionContext, IAsyncDisposable
{
    private readonly IServiceScopeFactory _scopes;
    private readonly InvocationBindings _bindings;
    private readonly InvocationFeatures _features = new();
    private AsyncServiceScope? _scope;
    private IServiceProvider? _services;
    private IDictionary<object, object>? _items;
    private TraceContext? _trace;
    private BindingContext? _binding;
    private RetryContext? _retry;

    public InvocationContext(
        FunctionDescriptor function, TriggerInput trigger, IServiceScopeFactory scopes, CancellationToken cancellationToken)
    {
        _scopes = scopes;
        _bindings = new InvocationBindings(function, trigger);
        CancellationToken = cancellationToken;
        _features.Set(_bindings);
        _features.Set<IFunctionInputBindingFeature>(_bindings.Arguments);
        trigger.Attach(this);
    }

    public InvocationBindings Bindings => _bindings;

    public override string InvocationId => _bindings.Trigger.InvocationId;

    public override string FunctionId => _bindings.Function.Id;

    public override TraceContext TraceContext => _trace ??= InvocationTrace.Of(_bindings.Trigger);

    public override BindingContext BindingContext => _binding ??= new TriggerBindingContext(_bindings.Trigger);

    public override RetryContext RetryContext => _retry ??= new TriggerRetryContext(_bindings.Trigger);

    public override IServiceProvider InstanceServices
    {
        get => _services ??= (_scope ??= _scopes.CreateAsyncScope()).ServiceProvider;
        set => _services = value;
    }

    public override FunctionDefinition FunctionDefinition => _bindings.Function;

    public override IDictionary<object, object> Items
    {
        get => _items ??= new Dictionary<object, object>();
        set => _items = value;
    }

    public override IInvocationFeatures Features => _features;

    public override CancellationToken CancellationToken { get; }

    public ValueTask DisposeAsync() => _scope?.DisposeAsync() ?? ValueTask.CompletedTask;
}
