using FsCheck;
using FsCheck.Fluent;

namespace SignalFire.Gateway.Tests.Protocol.Properties;

/// <summary>Where the cases come from.</summary>
internal static class Generators
{
    /// <summary>Messages; the shrinker leaves members out.</summary>
    public static Arbitrary<WrittenMessage> Messages() =>
        Arb.From(MessageGenerator.Messages, message => Enumerable.Range(0, message.Members.Count).Select(left => Without(message, left)));

    public static Arbitrary<AnyBytes> Bytes() => Arb.From(BytesGenerator.Bytes);

    public static Arbitrary<AnySender> Senders() => Arb.From(TextGenerator.Ids.Select(id => new AnySender(id)));

    private static WrittenMessage Without(WrittenMessage message, int left) =>
        new([.. message.Members.Where((_, index) => index != left)], message.Space);
}
