using System.Text;

namespace SignalFire.Gateway.Tests.Protocol.Properties;

/// <summary>A message that is a JSON object, member by member.</summary>
/// <param name="Members">Its members in their order.</param>
/// <param name="Space">White space that stands between all of its tokens.</param>
public sealed record WrittenMessage(IReadOnlyList<WrittenMember> Members, string Space)
{
    public byte[] Utf8 => Encoding.UTF8.GetBytes(ToString());

    public override string ToString() =>
        $"{Space}{{{Space}{string.Join($"{Space},{Space}", Members.Select(member => $"\"{member.Name}\"{Space}:{Space}{member.Value}"))}{Space}}}{Space}";
}
