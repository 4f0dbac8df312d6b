using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SignalFire.Silo.Hosting;
using Xunit;

namespace SignalFire.Architecture.Tests;

/// <summary>What of Orleans is logged unasked names no grain, for a grain's key is a peer's id; each version of Orleans is looked at anew.</summary>
public sealed class OrleansLogTests : IDisposable
{
    // Has an object for the part of a silo that failed.
    private const string Fatal = "LogFatalError";

    private static readonly Type[] Harmless =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(TimeSpan), typeof(DateTime), typeof(DateTimeOffset), typeof(Type), typeof(Exception),
        typeof(IPAddress), typeof(EndPoint), typeof(SiloAddress), typeof(MembershipVersion),
    ];

    // They name silos, processes of gateways (the clients), addresses, or parts of a silo.
    private static readonly string[] HarmlessNames =
    [
        "ClientGrainId", "Connection", "EnumerableToStringLogValue`1", "GatewayInboundConnection", "GrainService", "IClusterManifestSystemTarget",
        "IRingRange", "ISiloStatusListener", "MembershipTableSnapshot",
    ];

    private readonly WebApplication _program;
    private readonly ILoggerFactory _loggers;

    public OrleansLogTests()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddSignalFireDefaults("http://127.0.0.1:0");
        _program = builder.Build();
        _loggers = _program.Services.GetRequiredService<ILoggerFactory>();
    }

    public void Dispose() => ((IDisposable)_program).Dispose();

    [Fact]
    public void No_event_that_is_on_by_default_has_a_part_that_may_name_a_grain()
    {
        var events = EventsOfOrleans().Where(method => IsLogged(method) && !string.Equals(method.Name, Fatal, StringComparison.Ordinal)).ToArray();

        Assert.True(events.Length > 50, "Orleans tells operators of silos and connections.");
        var named = events
            .SelectMany(method => method.GetParameters().Where(MayNameAGrain).Select(part => $"{method.DeclaringType}.{method.Name}: {part.ParameterType}"))
            .ToArray();
        Assert.True(named.Length == 0, string.Join('\n', named));
    }

    [Theory]
    [InlineData("Orleans.Runtime.CallbackData")]
    [InlineData("Orleans.Runtime.Messaging.Connection")]
    [InlineData("Orleans.Messaging")]
    [InlineData("Orleans.Grain")]
    [InlineData("Orleans.Grain.InvokeException")]
    public void Calls_that_fail_are_not_told_by_their_messages(string category) => Assert.False(_loggers.CreateLogger(category).IsEnabled(LogLevel.Error));

    [Theory]
    [InlineData("Orleans.Runtime.MembershipService.MembershipTableManager")]
    [InlineData("Orleans.Runtime.Messaging.ConnectionManager")]
    public void What_happens_to_silos_and_connections_is_told(string category) => Assert.True(_loggers.CreateLogger(category).IsEnabled(LogLevel.Warning));

    private static IEnumerable<MethodInfo> EventsOfOrleans() =>
        Directory.GetFiles(AppContext.BaseDirectory, "Orleans.*.dll")
            .SelectMany(path => Assembly.Load(Path.GetFileNameWithoutExtension(path)).GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(method => method.GetCustomAttribute<LoggerMessageAttribute>() is not null);

    private bool IsLogged(MethodInfo method)
    {
        var type = method.DeclaringType!;
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        var level = method.GetCustomAttribute<LoggerMessageAttribute>()!.Level;
        // Some are given their level by the caller.
        return _loggers.CreateLogger(type.FullName!).IsEnabled(level < LogLevel.Trace ? LogLevel.Error : level);
    }

    private static bool MayNameAGrain(ParameterInfo part) =>
        !part.ParameterType.IsPrimitive
        && !part.ParameterType.IsEnum
        && !typeof(ILogger).IsAssignableFrom(part.ParameterType)
        && !Harmless.Contains(part.ParameterType)
        && !HarmlessNames.Contains(part.ParameterType.Name, StringComparer.Ordinal);
}
