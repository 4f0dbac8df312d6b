namespace SignalFire.Gateway.Tests.Protocol.Properties;

/// <summary>An id that a sender can have.</summary>
public sealed record AnySender(string Id);
