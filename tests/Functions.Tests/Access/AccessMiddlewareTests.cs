using System.Collections;
using System.Collections.Immutable;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Identity.Tokens;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Functions.Tests.Access;

public sealed class AccessMiddlewareTests
{
    [Theory]
    [InlineData("httpTrigger", false)]
    [InlineData("timerTrigger", true)]
    public async Task Invoke_WithoutARequest_RunsOnlyWhatIsNoHttpFunction(string trigger, bool runs)
    {
        var middleware = new AccessMiddleware(
            new HttpFunctions([]),
            new CallerAuthentication(
                new ApiKeyAuthentication(
                    new InMemoryApiKeyStore(TimeProvider.System),
                    new ApiKeyUses(new InMemoryApiKeyStore(TimeProvider.System), TimeProvider.System, NullLogger<ApiKeyUses>.Instance),
                    TimeProvider.System),
                new TokenVerification(new SettableSigningKeys(), new InMemoryRevokedSessions(TimeProvider.System), TimeProvider.System),
                NullLogger<CallerAuthentication>.Instance),
            null!);
        var ran = false;

        var error = await Record.ExceptionAsync(() => middleware.Invoke(
            new ContextWithoutRequest(trigger),
            _ =>
            {
                ran = true;
                return Task.CompletedTask;
            }));

        Assert.Equal(runs, ran);
        Assert.Equal(runs, error is null);
    }

    private sealed class ContextWithoutRequest(string trigger) : FunctionContext
    {
        public override string InvocationId => "1";

        public override string FunctionId => "1";

        public override TraceContext TraceContext => throw new NotSupportedException();

        public override BindingContext BindingContext => throw new NotSupportedException();

        public override RetryContext RetryContext => throw new NotSupportedException();

        public override IServiceProvider InstanceServices { get; set; } = null!;

        public override FunctionDefinition FunctionDefinition { get; } = new Definition(trigger);

        public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

        public override IInvocationFeatures Features { get; } = new NoFeatures();
    }

    private sealed class Definition(string trigger) : FunctionDefinition
    {
        public override ImmutableArray<FunctionParameter> Parameters => [];

        public override string PathToAssembly => "";

        public override string EntryPoint => "Nowhere.Run";

        public override string Id => "1";

        public override string Name => "Nowhere";

        public override IImmutableDictionary<string, BindingMetadata> InputBindings { get; } =
            ImmutableDictionary<string, BindingMetadata>.Empty.Add("trigger", new Binding(trigger));

        public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;
    }

    private sealed class Binding(string type) : BindingMetadata
    {
        public override string Name => "trigger";

        public override string Type => type;

        public override BindingDirection Direction => BindingDirection.In;
    }

    private sealed class NoFeatures : IInvocationFeatures
    {
        public void Set<T>(T instance)
        {
        }

        public T? Get<T>() => default;

        public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => Enumerable.Empty<KeyValuePair<Type, object>>().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
