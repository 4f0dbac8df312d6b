using System.Reflection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace SignalFire.Architecture.Tests;

/// <summary>What an operator reads, and keeps, says nothing of who the peers are.</summary>
public sealed class LogTests
{
    private static readonly string[] Names = ["peer", "sender", "target", "account", "token", "payload", "text"];

    public static TheoryData<string> Events =>
        [.. Methods.Where(log => log.Event.Level >= LogLevel.Information).Select(log => $"{log.Method.DeclaringType!.FullName}.{log.Method.Name}")];

    private static IEnumerable<(MethodInfo Method, LoggerMessageAttribute Event)> Methods =>
        Product.Types
            .SelectMany(type => type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => (method, method.GetCustomAttribute<LoggerMessageAttribute>()!))
            .Where(log => log.Item2 is not null);

    [Theory, MemberData(nameof(Events))]
    public void Above_Debug_no_event_names_a_peer_or_tells_what_one_said(string name)
    {
        var (method, _) = Methods.Single(log => string.Equals($"{log.Method.DeclaringType!.FullName}.{log.Method.Name}", name, StringComparison.Ordinal));

        Assert.DoesNotContain(method.GetParameters(), parameter => IsOfPeer(parameter.ParameterType, parameter.Name!));
    }

    [Theory, MemberData(nameof(Events))]
    public void Above_Debug_no_event_has_an_exception_for_its_message_may_name_what_was_called(string name)
    {
        var (method, _) = Methods.Single(log => string.Equals($"{log.Method.DeclaringType!.FullName}.{log.Method.Name}", name, StringComparison.Ordinal));

        Assert.DoesNotContain(method.GetParameters(), parameter => typeof(Exception).IsAssignableFrom(parameter.ParameterType));
    }

    [Fact]
    public void There_are_events() => Assert.True(Events.Count >= 20, "Both programs log.");

    [Theory]
    [InlineData("SignalFire.Grains.PeerId", "id")]
    [InlineData("System.String", "peerId")]
    [InlineData("System.String", "sender")]
    [InlineData("System.String", "tokenText")]
    public void What_names_a_peer_is_found(string type, string name) =>
        Assert.True(IsOfPeer(Type.GetType(type) ?? Product.Types.Single(one => string.Equals(one.FullName, type, StringComparison.Ordinal)), name));

    private static bool IsOfPeer(Type type, string name) =>
        type.FullName?.StartsWith("SignalFire.Grains.PeerId", StringComparison.Ordinal) is true
        || (!type.IsPrimitive && Array.Exists(Names, part => name.StartsWith(part, StringComparison.OrdinalIgnoreCase)));
}
