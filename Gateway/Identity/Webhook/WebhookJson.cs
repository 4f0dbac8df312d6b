using System.Text.Json.Serialization;

namespace SignalFire.Gateway.Identity.Webhook;

/// <summary>The JSON of both directions. A grant is read strictly: a misspelt <c>rights</c> must not mean "none were set".</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 8)]
[JsonSerializable(typeof(WebhookRequest))]
[JsonSerializable(typeof(WebhookAnswer))]
internal sealed partial class WebhookJson : JsonSerializerContext;

/// <summary>A refusal may say more than its reason: nothing hangs on it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WebhookRefusal))]
internal sealed partial class WebhookRefusalJson : JsonSerializerContext;
