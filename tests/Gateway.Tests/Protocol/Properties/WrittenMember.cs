namespace SignalFire.Gateway.Tests.Protocol.Properties;

/// <summary>A member as it stands in a text.</summary>
/// <param name="Name">Between its quotes, escapes and all.</param>
/// <param name="Value">Its raw JSON.</param>
public sealed record WrittenMember(string Name, string Value)
{
    /// <summary>What the name says.</summary>
    public string Said => Spelling.Read(Name);
}
