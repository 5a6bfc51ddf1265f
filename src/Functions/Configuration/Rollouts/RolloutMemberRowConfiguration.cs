using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Configuration.Rollouts;

internal sealed class RolloutMemberRowConfiguration : IEntityTypeConfiguration<RolloutMemberRow>
{
    public void Configure(EntityTypeBuilder<RolloutMemberRow> builder)
    {
        builder.ToTable("RolloutMembers");
        builder.HasKey(row => new { row.RolloutId, row.InstanceId });
        builder.Property(row => row.InstanceId).HasMaxLength(InstanceId.MaxLength);
        builder.Property(row => row.Service).HasMaxLength(ServiceName.MaxLength);

        // The name of before instances had a time of their own for this, so that a build of then still runs beside this one.
        builder.Property(row => row.StartedAt).HasColumnName("RegisteredAt");
        builder.Property(row => row.Mark).HasDefaultValue(0L).ValueGeneratedNever();

        // By what builds without marks told requests apart. One that still runs beside this one takes off nothing of what
        // this one gave.
        builder.Property<DateTimeOffset?>("CountedFrom");
        builder.Property<long>("Requests");
        builder.Property<long>("Failures");
        builder.Property<long>("ServerErrors");
        builder.Property(row => row.Error).HasMaxLength(RolloutLimits.ErrorLength);
        builder.HasOne<RolloutRow>().WithMany().HasForeignKey(row => row.RolloutId).OnDelete(DeleteBehavior.Cascade);
    }
}
