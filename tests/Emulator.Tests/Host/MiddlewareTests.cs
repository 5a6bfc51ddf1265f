using System.Net;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ToskaMesh.Emulator.Tests.Samples;

namespace ToskaMesh.Emulator.Tests.Host;

public class MiddlewareTests
{
    private readonly Trail _trail = new();

    [Fact]
    public async Task Middleware_AsAdded_RunsAroundTheFunctionInsideItsScope()
    {
        await using var host = await StartAsync(builder =>
        {
            builder.UseMiddleware<OuterMiddleware>();
            builder.UseWhen(c => c.FunctionDefinition.Name == "Other", (_, _) => throw new InvalidOperationException("not asked for"));
            builder.UseWhen(c => c.FunctionDefinition.Name == "Whole", TraceAsync);
        });
        var first = await host.Client.GetStringAsync("/whole/x", TestContext.Current.CancellationToken);
        Assert.Equal(
            ["outer before", "inner before", "function x", "function disposed", "inner after", "outer after OK", "scope ended"], _trail.Steps);
        var second = await host.Client.GetStringAsync("/whole", TestContext.Current.CancellationToken);
        Assert.StartsWith("True ", first, StringComparison.Ordinal);
        Assert.StartsWith("True ", second, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task ShortCircuit_ByTheResult_AnswersAWholeResponse()
    {
        await using var host = await StartAsync(b => b.UseMiddleware(async (context, _) =>
            context.GetInvocationResult().Value = await ForbidAsync(context)));
        using var response = await host.Client.GetAsync("/whole", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("no", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain(_trail.Steps, s => s.StartsWith("function ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ShortCircuit_ByTheResultOfAFunctionInParts_Answers200WithTheResponseAsJson()
    {
        await using var host = await StartAsync(b => b.UseMiddleware(async (context, _) =>
            context.GetInvocationResult().Value = await ForbidAsync(context)));
        using var response = await host.Client.GetAsync("/inparts", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var json = JsonSerializer.Deserialize<JsonElement>(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("403", json.GetProperty("statusCode").GetString());
        Assert.Equal("no", json.GetProperty("body").GetString());
        Assert.Equal("yes", json.GetProperty("headers").GetProperty("X-Denied").GetString());
    }

    [Theory]
    [InlineData("/whole")]
    [InlineData("/inparts")]
    public async Task ShortCircuit_ByTheHttpBindingWhereThereIsOne_AnswersTheResponse(string path)
    {
        await using var host = await StartAsync(b => b.UseMiddleware(async (context, _) =>
        {
            var response = await ForbidAsync(context);
            var binding = context.GetOutputBindings<HttpResponseData>().FirstOrDefault(o => o.BindingType == "http" && o.Name != "$return");
            if (binding is null)
            {
                context.GetInvocationResult().Value = response;
            }
            else
            {
                Assert.Equal("Response", binding.Name);
                binding.Value = response;
            }
        }));
        using var response = await host.Client.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("no", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Middleware_AfterTheFunction_SeesAndChangesItsResponse()
    {
        await using var host = await StartAsync(b => b.UseMiddleware(async (context, next) =>
        {
            await next();
            context.GetHttpResponseData()!.Headers.Add("X-Seen", "yes");
            Assert.Equal("$return", Assert.Single(context.GetOutputBindings<HttpResponseData>()).Name);
            Assert.Equal(HttpStatusCode.OK, context.GetInvocationResult<HttpResponseData>().Value!.StatusCode);
            Assert.Throws<InvalidOperationException>(() => context.GetInvocationResult<string>());
        }));
        using var response = await host.Client.GetAsync("/whole", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("yes", Assert.Single(response.Headers.GetValues("X-Seen")));
    }

    [Fact]
    public async Task Middleware_ThatBindsAnInput_CanReplaceIt()
    {
        await using var host = await StartAsync(b => b.UseMiddleware(async (context, next) =>
        {
            var name = context.FunctionDefinition.Parameters.Single(p => p.Name == "name");
            var input = await context.BindInputAsync<string>(new ParameterBinding(name.Name));
            Assert.Equal("x", input.Value);
            input.Value = "replaced";
            await next();
        }));
        using var response = await host.Client.GetAsync("/whole/x", TestContext.Current.CancellationToken);
        Assert.Contains("function replaced", _trail.Steps);
    }

    [Fact]
    public async Task Middleware_ThatThrows_FailsTheInvocation()
    {
        await using var host = await StartAsync(b => b.UseMiddleware((_, _) => throw new InvalidOperationException("thrown by middleware")));
        using var response = await host.Client.GetAsync("/whole", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    private static async Task<HttpResponseData> ForbidAsync(FunctionContext context)
    {
        var request = await context.GetHttpRequestDataAsync();
        var response = request!.CreateResponse(HttpStatusCode.Forbidden);
        response.Headers.Add("X-Denied", "yes");
        await response.WriteStringAsync("no");
        return response;
    }

    private async Task TraceAsync(FunctionContext context, Func<Task> next)
    {
        _trail.Add("inner before");
        await next();
        _trail.Add("inner after");
    }

    private Task<EmulatorHost> StartAsync(Action<FunctionsApplicationBuilder> configure) => EmulatorHost.StartAsync(new EmulatorHostOptions
    {
        Functions = [typeof(MiddlewareFunctions)],
        Configure = builder =>
        {
            builder.Services.AddSingleton(_trail);
            builder.Services.AddScoped<Scoped>();
            builder.UseMiddleware((context, next) =>
            {
                context.Items.TryAdd("scope", context.InstanceServices.GetRequiredService<Scoped>().Id);
                return next();
            });
            configure(builder);
        },
    });
}
